"""What is due as commands tell it: who owes it, what it is called, which record."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import click

from dangan.cli.context import Invocation
from dangan.model.message import M, Message
from dangan.report.i18n import words
from dangan.rules.agenda import agenda
from dangan.rules.deadlines import MISSING
from dangan.rules.dues import Due, concerns
from dangan.rules.naming import Names, text_of

if TYPE_CHECKING:
    from dangan.site.audience import Audience
    from dangan.workspace import Workspace


@dataclass(frozen=True)
class Owed:
    """Names dues in one language, without any title or value of a record."""

    invocation: Invocation
    space: Workspace
    day: datetime.date
    #: Audience that may know of it; empty: that of the site, or the one that sees
    #: least.
    audience: str = ""

    def refuse_unknown(self, person: str, department: str) -> None:
        """Raise a usage error for a person or department that is not there."""
        for vocabulary, name in (("people", person), ("departments", department)):
            if name and name not in self.space.holding.entries(vocabulary):
                text = M(
                    "holding.yaml has no {name} among {list}",
                    name=name,
                    list=vocabulary,
                )
                raise click.UsageError(self.invocation.text(text))

    def pending(self, until: datetime.date) -> tuple[Due, ...]:
        """Return what somebody still has to do by a day, the oldest first."""
        space = self.space
        found = agenda(
            space.archive, space.policies, space.calendar, self.day, until=until
        )
        pending = tuple(
            due for due in found if due.pending and due.due_on and due.due_on <= until
        )
        told = tuple(due for due in pending if self._is_told(due))
        if len(told) < len(pending):
            self.invocation.warn(self._withheld(len(pending) - len(told)))
        return told

    def _withheld(self, count: int) -> Message:
        declared = self.space.holding.entries("audiences")
        if not declared:
            return M("{count} are told to nobody: declare audiences", count=count)
        name = self._readers.id
        return M("{count} are not for the audience {name}", count=count, name=name)

    @cached_property
    def _readers(self) -> Audience:
        from dangan.site.audience import find_audience

        return find_audience(self.space.holding, self.audience)

    def _is_told(self, due: Due) -> bool:
        """Tell whether the audience may know of the record that it is about."""
        from dangan.rules.secrecy import secrecy

        archive = self.space.archive
        record = archive.by_id.get(due.record)
        if record is None:
            return self._readers.is_staff
        policy = self.space.policies.for_record(record)
        level = secrecy(record, policy, archive).level.code if policy else ""
        return self._readers.may_read(level)

    def of(self, dues: tuple[Due, ...], person: str, department: str) -> Iterator[Due]:
        """Yield what a person or department owes; empty texts ask for nothing."""
        holding = self.space.holding
        for due in dues:
            if concerns(due, holding, self.day, person=person, department=department):
                yield due

    def what(self, due: Due) -> str:
        """Return what is due and for which record, by its number."""
        record = self.space.archive.by_id.get(due.record)
        label = self._say(text_of(due.what)) if due.what else due.rule_id
        if due.rule_id == MISSING and record is not None:
            kind = record.get((*due.pointer, "kind"))
            label = self._say(self._names.of("materials", str(kind)))
        parts = (label, due.period, record.name if record else "")
        return " ".join(part for part in parts if part)

    def who(self, due: Due) -> str:
        """Return who owes it: names of departments and roles, codes of people."""
        named = []
        for key, value in due.owed_by.items():
            vocabulary = {"department": "departments", "role": "roles"}.get(key)
            code = str(value)
            named.append(
                self._say(self._names.of(vocabulary, code)) if vocabulary else code
            )
        return " ".join(named)

    @cached_property
    def _names(self) -> Names:
        space = self.space
        return Names(space.holding, space.policies, space.types)

    def _say(self, text: object) -> str:
        return words(text, self.invocation.lang)
