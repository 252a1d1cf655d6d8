"""What the makers of record pages share: facts of all records, words, history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.policy.pack import Clause
from dangan.report.speech import Speech
from dangan.rules.duties import Cell
from dangan.rules.inspection import Turn
from dangan.rules.naming import Names
from dangan.site.audience import Audience
from dangan.site.chronicle import Chronicle
from dangan.site.facts import Facts
from dangan.site.scribe import Scribe
from dangan.site.view import Column, State
from dangan.syntax import KeyOrder

if TYPE_CHECKING:
    from dangan.workspace import Workspace


@dataclass(frozen=True)
class Desk:
    """Everything needed to write pages at one depth of the site."""

    workspace: Workspace
    audience: Audience
    facts: tuple[Facts, ...]
    scribe: Scribe
    chronicle: Chronicle
    #: Recurring duties, as the public records meet them.
    duties: tuple[Cell, ...] = ()
    #: Full clause id → clause.
    clauses: Mapping[str, Clause] = field(default_factory=dict)

    #: Kind or name of a register → its page; only those that have one.
    registers: Mapping[str, str] = field(default_factory=dict)
    #: Inspections and stocktakes that are due in turn.
    turns: tuple[Turn, ...] = ()

    @cached_property
    def names(self) -> Names:
        """Return what codes are called, for drawings."""
        space = self.workspace
        return Names(space.holding, space.policies, space.types)

    @cached_property
    def drawn(self) -> dict[tuple[str, tuple[Column, ...]], Markup]:
        """Return rows of lists that were drawn before: path and columns → row."""
        return {}

    @cached_property
    def _orders(self) -> dict[str, KeyOrder]:
        return {}

    @property
    def speech(self) -> Speech:
        """Return the language of the site."""
        return self.scribe.speech

    @cached_property
    def by_id(self) -> Mapping[str, Facts]:
        """Return id → facts of a public record."""
        return {facts.record.id: facts for facts in self.facts if facts.record.id}

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Facts, ...]]:
        """Return id → public records that name it as their subject."""
        found: dict[str, list[Facts]] = {}
        for facts in self.facts:
            subject = facts.record.get("subject")
            if isinstance(subject, str):
                found.setdefault(subject, []).append(facts)
        return {name: tuple(rows) for name, rows in found.items()}

    def order(self, kind: RecordType) -> KeyOrder:
        """Return the order of fields in the text of a record of this type."""
        if kind.id not in self._orders:
            core = {str(d.data.get("$id")): d.data for d in self.workspace.schemas.core}
            self._orders[kind.id] = KeyOrder.from_schema(kind.schema, core)
        return self._orders[kind.id]

    def state(self, facts: Facts) -> State:
        """Return the state of a record in words."""
        return State(self.speech.say(facts.standing.word), facts.standing.tone)

    def volumes(self, record: Record) -> tuple[Record, ...]:
        """Return the public volumes that hold a record."""
        return self.scribe.archive.volume_of.get(record.id, ())
