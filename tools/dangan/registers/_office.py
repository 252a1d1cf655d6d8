"""What a register is made from: the archive as readers may see it, and the rules."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.message import M, Message, Text
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.model.table import Cell, Column, Table
from dangan.policy.conditions import matches
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy, Rule
from dangan.registers._api import Register, Row
from dangan.rules import completeness, involved, retention, secrecy
from dangan.rules.agenda import agenda
from dangan.rules.completeness import Expected
from dangan.rules.custody import Custody
from dangan.rules.dues import Due
from dangan.rules.naming import Names
from dangan.rules.process import Standing, standing
from dangan.rules.reach import first
from dangan.rules.retention import Disposition
from dangan.rules.steps import process_of
from dangan.rules.words import words
from dangan.rules.workdays import Calendar

#: What does not hang on the day.
_ALWAYS = datetime.date.min
#: Stands where the whole archive would say something else than what readers see.
WITHHELD = M("not shown to these readers")


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a register somebody asks for."""

    condition: JsonObject = field(default_factory=dict)
    #: Id of a department that the records name.
    department: str = ""


@dataclass(frozen=True)
class Office:
    """One archive, seen by some readers, with the rules that govern it."""

    #: Records that the readers may see, cut to what they may see of them.
    archive: Archive
    #: The archive as it is; only to find out whether a state would differ.
    whole: Archive
    types: Mapping[str, RecordType]
    policies: Policies
    calendar: Calendar
    selection: Selection = Selection()
    #: The register and the pack's rule that is being made; None: by its defaults.
    register: Register | None = None
    rule: Rule | None = None
    #: File names of numbers that history knows.
    numbers_ever: Callable[[], frozenset[str]] = frozenset
    #: Policies, dispositions and standings that were computed already.
    _known: dict[tuple[str, str, datetime.date], object] = field(
        default_factory=dict, repr=False
    )

    @cached_property
    def names(self) -> Names:
        """Return what codes are called."""
        return Names(self.archive.holding, self.policies, self.types)

    def at_work(self, register: Register, rule: Rule | None) -> Office:
        """Return the office that makes this register."""
        made = replace(self, register=register, rule=rule)
        made.__dict__.update(names=self.names, custody=self.custody)
        return made

    def get(self, key: str, default: Json = None) -> Json:
        """Return what the pack's rule says."""
        return self.rule.get(key, default) if self.rule else default

    @property
    def policy(self) -> Policy | None:
        """Return the policy whose rule this is."""
        if self.rule is None:
            return None
        found = (p for p in self.policies.all() if p.pack.id == self.rule.origin)
        lines = (
            p
            for p in self.policies.all()
            if self.rule.origin in {pack.id for pack in p.line}
        )
        return next(found, None) or next(lines, None)

    def records(self) -> Iterator[Record]:
        """Yield the records of the register, sorted; without drafts.

        What is destroyed counts only where the rule asks for tombstones.
        """
        condition = self.get("for") or {}
        wants_gone = any(key.split(".")[0] == "tombstone" for key in condition)
        found = (
            record
            for record in self.archive.records
            if not record.is_draft
            and record.is_tombstone <= wants_gone
            and matches(condition, record.data)
            and self._is_governed(record)
            and (not self.get("secret") or self._is_secret(record))
            and self.is_chosen(record)
        )
        yield from sorted(found, key=self._order)

    def is_chosen(self, record: Record) -> bool:
        """Tell whether somebody asked for this record."""
        asked = self.selection
        if not matches(asked.condition, record.data):
            return False
        return not asked.department or asked.department in self._departments(record)

    def policy_of(self, record: Record) -> Policy | None:
        """Return what governs a record; a process is judged by what it is about."""
        key = ("policy", record.path, _ALWAYS)
        if key not in self._known:
            policy = self.policies.for_record(record)
            if policy is not None and process_of(record, policy) is not None:
                policy = involved.governing(record, self.policies, self.archive)
            self._known[key] = policy
        return self._known[key]  # type: ignore[return-value]

    def disposition(self, record: Record, as_of: datetime.date) -> Disposition | None:
        """Return until when a record is kept; None where readers may not know."""
        key = ("disposition", record.path, as_of)
        if key not in self._known:
            self._known[key] = self._disposition(record, as_of)
        return self._known[key]  # type: ignore[return-value]

    def standing(self, record: Record, as_of: datetime.date) -> Standing | None:
        """Return how a process stands; None for what is no process."""
        key = ("standing", record.path, as_of)
        if key not in self._known:
            policy = self.policy_of(record)
            self._known[key] = (
                standing(record, policy, self.archive, as_of, calendar=self.calendar)
                if policy
                else None
            )
        return self._known[key]  # type: ignore[return-value]

    def lacking(self, record: Record, policy: Policy) -> tuple[Expected, ...]:
        """Return the materials that a record lacks.

        What only records above the readers' level hold is not lacking.
        """
        seen = completeness.materials(record, policy, self.archive).missing
        if self.whole is self.archive or not seen:
            return seen
        true_record = self.whole.by_id.get(record.id, record)
        true = completeness.materials(true_record, policy, self.whole).missing
        kinds = {one.kind for one in true}
        return tuple(one for one in seen if one.kind in kinds)

    def agenda(
        self, as_of: datetime.date, until: datetime.date | None = None
    ) -> tuple[Due, ...]:
        """Return what is due, as far as it stands alike for these readers."""
        archives = (self.archive, self.whole)
        seen, true = (
            agenda(one, self.policies, self.calendar, as_of, until=until)
            if one is not self.archive or index == 0
            else ()
            for index, one in enumerate(archives)
        )
        if self.whole is self.archive:
            return seen
        states = {_what(due): due.state for due in true}
        return tuple(due for due in seen if states.get(_what(due)) == due.state)

    @cached_property
    def custody(self) -> Custody:
        """Return who has what, and what is held."""
        return Custody(self.archive, self.policies)

    def table(self, rows: Iterable[Row], as_of: datetime.date) -> Table:
        """Return the rows under the columns of the rule, or of the register."""
        from dangan.registers._columns import columns_of

        made = columns_of(self, as_of)
        cells: list[tuple[Cell, ...]] = []
        because: dict[tuple[int, int], tuple[Reason, ...]] = {}
        about: list[str] = []
        for number, row in enumerate(rows):
            told = [column.told(row, number) for column in made]
            cells.append(tuple(cell for cell, _ in told))
            about.append(row.record.id if row.record else "")
            for index, (_, reasons) in enumerate(told):
                if reasons:
                    because[number, index] = tuple(map(self._named, reasons))
        heads = tuple(column.head for column in made)
        table = self.made(heads, tuple(cells), as_of)
        return replace(table, because=because, about=tuple(about))

    def made(
        self,
        columns: tuple[Column, ...],
        rows: tuple[tuple[Cell, ...], ...],
        as_of: datetime.date,
    ) -> Table:
        """Return a table with the name, title and clauses of the register."""
        return Table(
            name=self.rule.id if self.rule else _name(self.register),
            title=self.title,
            columns=columns,
            rows=rows,
            as_of=as_of.isoformat(),
            clauses=self.rule.clauses if self.rule else (),
            lead=self._lead(),
        )

    @property
    def title(self) -> Message | Text:
        """Return what the register is called."""
        if self.rule is not None and self.rule.label:
            return Text(**self.rule.label)
        return self.register.title if self.register else M("Register")

    def _lead(self) -> tuple[Message | Text, ...]:
        help_ = self.get("help")
        lead: list[Message | Text] = [Text(**help_)] if help_ else []
        if not help_ and self.register:
            lead.append(self.register.help)
        if len(self.archive.records) < len(self.whole.records):
            lead.append(M("What these readers may not see is left out."))
        return tuple(lead)

    def _disposition(self, record: Record, as_of: datetime.date) -> Disposition | None:
        policy = self.policies.for_record(record)
        if policy is None or record.is_tombstone:
            return None
        seen = retention.disposition(record, policy, as_of, self.archive)
        if self.whole is self.archive:
            return seen
        true_record = self.whole.by_id.get(record.id, record)
        true = retention.disposition(true_record, policy, as_of, self.whole)
        differs = (true.state, true.last_day_kept) != (seen.state, seen.last_day_kept)
        return None if differs else seen

    def _is_governed(self, record: Record) -> bool:
        """Tell whether the pack that wrote the rule governs the record."""
        if self.rule is None:
            return True
        policy = self.policy_of(record)
        line = policy.line if policy else ()
        return any(pack.id == self.rule.origin for pack in line)

    def _named(self, reason: Reason) -> Reason:
        """Return a reason with the label of its field instead of the field's path."""
        about = self.archive.by_id.get(reason.record)
        types = (about.type,) if about else ()
        return replace(reason, message=self.names.labelled(reason.message, types))

    def _is_secret(self, record: Record) -> bool:
        """Tell whether a trade secret binds the record; an unknown level counts."""
        policy = self.policy_of(record)
        if policy is None:
            return True
        level = secrecy.secrecy(record, policy, self.archive).level
        return level.trade_secret or level.top

    def _departments(self, record: Record) -> set[str]:
        kind = self.types.get(record.type)
        routes = (
            route
            for route, info in (kind.fields.items() if kind else ())
            if info.vocabulary == "departments" and "*" not in route
        )
        return {str(record.get(route)) for route in routes}

    def _order(self, record: Record) -> tuple[tuple[str, ...], str]:
        keys = words(self.get("sort"))
        found = (first(record.data, key, self.archive) for key in keys)
        return tuple(str(value or "") for value in found), record.number or record.path


def _what(due: Due) -> tuple[object, ...]:
    return due.rule_id, due.record, due.period, tuple(sorted(due.owed_by.items()))


def _name(register: Register | None) -> str:
    return register.name if register else ""
