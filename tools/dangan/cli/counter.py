"""What the commands of a clerk's desk share: who acts, what is said, how it ends.

Every one of them has ``--dry-run``, ``--as-of``, ``--by`` and ``--commit``, asks
for what is missing where a terminal is there, and tells the clause where the
regulation says no.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said
from dangan.cli.context import Invocation
from dangan.cli.i18n import _
from dangan.cli.outcome import tell
from dangan.model.json import Json, pointer
from dangan.model.message import M, Message
from dangan.model.ulid import ulids
from dangan.schema.draft import put

if TYPE_CHECKING:
    from dangan.model.record import Record
    from dangan.model.recordtype import RecordType
    from dangan.workspace import Workspace
    from dangan.workspace.acting import Plan, Scene
    from dangan.workspace.taking import Hands

#: Bits of chance in an id, one fewer than there is room for.
_CHANCE = 79


@dataclass(frozen=True)
class Counter:
    """One run of a command at the desk."""

    invocation: Invocation
    said: Said

    @cached_property
    def space(self) -> Workspace:
        """Return the archive as it is when the command begins."""
        return self.invocation.open()

    @cached_property
    def scene(self) -> Scene:
        """Return day, person and new ids."""
        from dangan.workspace.acting import Scene

        holding = self.space.holding
        ids = ulids(self.invocation.milliseconds(holding), secrets.randbits(_CHANCE))
        day = self.invocation.today(holding, self.said.as_of)
        return Scene(day, self._actor(), ids)

    @cached_property
    def on_the_day(self) -> Scene:
        """Return the day alone, for a command that only looks."""
        from dangan.workspace.acting import Scene

        return Scene(
            self.invocation.today(self.space.holding, self.said.as_of), "", iter(())
        )

    @property
    def asks(self) -> bool:
        """Tell whether somebody is there to be asked."""
        return sys.stdin.isatty() and self.said.form == "text"

    def record(self, name: str | None, question: str) -> Record:
        """Return the record that is named, or ask for it."""
        from dangan.cli.lookup import record_named

        given = self.told(name, question)
        return record_named(self.invocation, self.space, given)

    def records(self, names: tuple[str, ...], question: str) -> tuple[Record, ...]:
        """Return several records, or ask for one."""
        from dangan.cli.lookup import record_named

        given = names or tuple(self.told(None, question).split())
        return tuple(record_named(self.invocation, self.space, one) for one in given)

    def told(self, value: str | None, question: str, default: str = "") -> str:
        """Return what an option says, or ask; a usage error where nobody is there."""
        if value:
            return value
        text = self.invocation.text(question)
        if self.asks:
            return str(click.prompt(text, default=default or None, type=str)).strip()
        if default:
            return default
        lacks = M("it is not said: {what}", what=text)
        raise click.UsageError(self.invocation.text(lacks))

    def offered(
        self, value: str | None, question: str | Message, default: str = ""
    ) -> str:
        """Return what an option says, or a person at a terminal; otherwise nothing."""
        if value or not self.asks:
            return value or default
        text = self.invocation.text(question)
        return str(click.prompt(text, default=default, type=str)).strip()

    def chosen(self, value: str | None, question: str, values: tuple[str, ...]) -> str:
        """Return one of some values: as said, as picked at a terminal, or the first."""
        if value or not self.asks:
            return value or values[0]
        text = self.invocation.text(question)
        picked = click.prompt(text, default=values[0], type=click.Choice(values))
        return str(picked)

    def person(self, name: str) -> str:
        """Return the id of a person, named by id or by name."""
        people = self.space.holding.entries("people")
        named = [id_ for id_, row in people.items() if row.get("name") == name]
        if name in people or len(named) == 1:
            return name if name in people else named[0]
        text = M("holding.yaml lists no person {name}", name=name)
        raise click.UsageError(self.invocation.text(text))

    def party(self, person: str | None, outside: str | None) -> dict[str, str]:
        """Return who borrows or reads: somebody of the holding, or from outside."""
        if outside:
            return {"party": outside}
        id_ = self.person(self.told(person, _("Person")))
        department = self.space.holding.entries("people")[id_].get("department")
        return {"person": id_, **({"department": department} if department else {})}

    def pairs(self, option: str, said: tuple[str, ...]) -> dict[str, str]:
        """Return what an option that is given as NAME=VALUE says, again and again."""
        return dict(self._pair(option, one) for one in said)

    def hands(
        self, fields: Mapping[str, Mapping[str, Any]] | None = None, **took: str
    ) -> Hands:
        """Return who took which step, and what its event says."""
        from dangan.workspace.taking import Hands

        pairs = (self._pair("--step", one) for one in self.said.steps)
        persons = {**took, **{step: self.person(name) for step, name in pairs}}
        approvers = tuple(self.person(name) for name in self.said.approvers)
        found = {kind: dict(own) for kind, own in (fields or {}).items()}
        for kind, own in self._of_events().items():
            found[kind] = {**found.get(kind, {}), **own}
        return Hands(approvers, persons, found)

    def fields(
        self, process: str, about: Record | None, **given: Any
    ) -> dict[str, Any]:
        """Return the fields of a process record that options and --set state."""
        kind = self.kind(process, about)
        found = {key: value for key, value in given.items() if value not in (None, "")}
        for setting in self.said.settings:
            name, text = self._pair("--set", setting)
            if kind is not None and kind.field(pointer(name)) is not None:
                found = put(found, pointer(name), self._read(kind, name, text))
        return found

    def stated(
        self, process: str, about: Record | None, texts: Mapping[str, str]
    ) -> dict[str, Any]:
        """Return the fields that --set states, and texts as the type reads them."""
        kind, found = self.kind(process, about), self.fields(process, about)
        for name, text in texts.items() if kind else ():
            found = put(found, pointer(name), self._read(kind, name, text))
        return found

    def kind(self, process: str, about: Record | None) -> RecordType | None:
        """Return the type of the records of a process about a record, or at all."""
        policies = self.space.policies
        known = policies.all() if about is None else (policies.for_record(about),)
        found = (one.find("processes", process) for one in known if one)
        rule = next((one for one in found if one is not None), None)
        wanted = rule.data["for"]["type"] if rule else about.type if about else ""
        return self.space.types.get(wanted if isinstance(wanted, str) else wanted[0])

    def perform(self, plan: Plan) -> None:
        """Carry an act out and say how it went; exit code 1 where it was refused."""
        from dangan.workspace.acting import perform

        root = self.invocation.root
        outcome = perform(root, plan, self.scene, dry_run=self.said.dry_run)
        tell(self.invocation, self.said, outcome)
        if not outcome.done:
            raise SystemExit(1)

    def _actor(self) -> str:
        if self.said.by is not None:
            return self.person(self.said.by)
        from dangan.repo.git import author

        _name, email = author(self.invocation.root)
        people = self.space.holding.entries("people").items()
        fits = (id_ for id_, row in people if email and row.get("email") == email)
        known = next(fits, None)
        return known or self.person(self.told(None, _("Who acts (--by)")))

    def _pair(self, option: str, text: str) -> tuple[str, str]:
        name, sign, value = text.partition("=")
        if not sign:
            wrong = M("{option} {said}: write NAME=VALUE", option=option, said=text)
            raise click.UsageError(self.invocation.text(wrong))
        return name.strip(), value.strip()

    def _of_events(self) -> dict[str, dict[str, Json]]:
        """Return kind → fields, from settings such as approved.seal_seen=true."""
        found: dict[str, dict[str, Json]] = {}
        kinds = {k for t in self.space.types.values() for k in t.names("events")}
        steps = {
            str(step["id"])
            for policy in self.space.policies.all()
            for rule in policy.rules("processes")
            for step in rule.data["steps"]
        }
        for setting in self.said.settings:
            name, text = self._pair("--set", setting)
            kind, _dot, rest = name.partition(".")
            if rest and kind in kinds | steps:
                found.setdefault(kind, {})[rest] = self.of_event(rest, text)
        return found

    def of_event(self, name: str, text: str) -> Json:
        """Return what a text means as a field of an event."""
        kind = next(iter(self.space.types.values()))
        routes = (t for t in self.space.types.values() if t.field(("events", 0, name)))
        return self._read(next(routes, kind), f"events.0.{name}", text)

    def _read(self, kind: Any, name: str, text: str) -> Json:
        from dangan.cli.form import Form

        return Form(self.space, kind, self.invocation.lang).read(pointer(name), text)
