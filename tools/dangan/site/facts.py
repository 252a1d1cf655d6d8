"""What is derived about each public record, once, for all pages that tell it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dangan.model.message import M, Message, Text
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.policy.policy import Policy
from dangan.rules import (
    completeness,
    deadlines,
    process,
    retention,
)
from dangan.rules.completeness import Completeness, Expected, Owed
from dangan.rules.dues import Due
from dangan.rules.duties import Cell, matrix
from dangan.rules.retention import Disposition
from dangan.site.public import Public
from dangan.site.whereabouts import Whereabouts

if TYPE_CHECKING:
    from dangan.workspace import Workspace

#: How a disposition reads, and its tone; a running period is no news.
_DISPOSITIONS: Mapping[str, tuple[Message, str]] = {
    "held": (M("on hold"), "held"),
    "restricted": (M("restricted"), "held"),
    "eligible": (M("period over, to be appraised"), "due"),
    "error": (M("keep until cannot be computed"), "over"),
}
#: Dues that still ask for something, the most pressing first.
PRESSING = ("overdue", "unknown", "open", "waiting")


@dataclass(frozen=True, slots=True)
class Standing:
    """A state of a record in words, with its tone."""

    key: str
    word: Message | Text
    tone: str = "calm"


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """One public record with everything derived about it."""

    record: Record
    kind: RecordType
    policy: Policy | None
    level: str
    standing: Standing
    disposition: Disposition | None = None
    pieces: Completeness | None = None
    owed: tuple[Owed, ...] = ()
    dues: tuple[Due, ...] = ()
    #: True where the whole archive would tell another state than the public one.
    withheld: bool = False
    #: Axis (``class``, ``year``…) → code.
    keys: Mapping[str, str] = field(default_factory=dict)
    #: What rests on it: an open loan (``out``, ``overdue``, ``lost``), ``list``,
    #: ``freeze`` or ``hold``, each with why.
    resting: tuple[tuple[str, Reason], ...] = ()
    #: True where the whole archive would tell that something else rests on it.
    resting_withheld: bool = False
    #: How the process stands that the record is of.
    process: process.Standing | None = None
    #: True where the whole archive would tell another standing.
    process_withheld: bool = False

    @property
    def lacks(self) -> tuple[Expected, ...]:
        """Return materials that are not there."""
        return self.pieces.missing if self.pieces else ()

    def is_late(self, day: datetime.date | None) -> bool:
        """Tell whether an open step that is due on a day is late."""
        late = (due.due_on for due in self.dues if due.state == "overdue")
        return day is not None and day in late


def gather(
    workspace: Workspace, public: Public, as_of: datetime.date
) -> tuple[Facts, ...]:
    """Derive the facts of every public record of a known type, by path."""
    study = _Study(workspace, public, as_of)
    known = (r for r in public.archive.records if r.type in workspace.types)
    return tuple(study.facts(record) for record in known)


def duties(
    workspace: Workspace, public: Public, as_of: datetime.date
) -> tuple[Cell, ...]:
    """Return the recurring duties that stand alike in the public and whole archive.

    A duty that only a hidden record meets is told neither as met nor as open.
    """
    found: dict[tuple[object, ...], Cell] = {}
    for policy in workspace.policies.all():
        sides = [
            matrix(policy, archive, workspace.calendar, as_of)
            for archive in (public.archive, public.whole)
        ]
        true = {_cell_key(cell): cell.due.state for cell in sides[1]}
        for cell in sides[0]:
            key = _cell_key(cell)
            if true.get(key) == cell.due.state:
                found.setdefault(key, cell)
    return tuple(found.values())


def _cell_key(cell: Cell) -> tuple[object, ...]:
    return cell.rule.id, cell.rule.origin, cell.period, tuple(sorted(cell.unit.items()))


class _Study:
    """Derives facts of one record after the other."""

    def __init__(
        self, workspace: Workspace, public: Public, as_of: datetime.date
    ) -> None:
        self._workspace = workspace
        self._public = public
        self._as_of = as_of
        self._whole = {r.path: r for r in public.whole.records}
        self._whereabouts = Whereabouts(workspace, public, as_of)
        self._departments = {
            name: tuple(_routes(kind, "departments"))
            for name, kind in workspace.types.items()
        }

    def facts(self, record: Record) -> Facts:
        """Return what pages say of a record."""
        kind = self._workspace.types[record.type]
        level = self._public.levels[record.path]
        policy = self._workspace.policies.for_record(record)
        keys = self._keys(record, kind, level)
        if policy is None or record.is_tombstone:
            standing = _standing(record, kind, None)
            return Facts(record, kind, policy, level, standing, keys=keys)
        found = self._disposition(record, policy)
        resting, unclear = self._whereabouts.resting(record)
        stands, hidden = self._whereabouts.process(record, policy)
        withheld = self._differs(record, policy, found)
        standing = _WITHHELD if withheld else _standing(record, kind, found)
        return Facts(
            record, kind, policy, level, standing,
            disposition=None if withheld else found,
            pieces=completeness.materials(record, policy, self._public.archive),
            owed=completeness.owed(record, self._as_of),
            dues=self._dues(record, policy, stands),
            withheld=withheld,
            keys={**keys, "state": standing.key},
            resting=resting,
            resting_withheld=unclear,
            process=stands,
            process_withheld=hidden,
        )  # fmt: skip

    def _disposition(self, record: Record, policy: Policy) -> Disposition:
        archive = self._public.archive
        return retention.disposition(record, policy, self._as_of, archive)

    def _differs(self, record: Record, policy: Policy, found: Disposition) -> bool:
        """Tell whether the whole archive gives another state or date."""
        whole = self._whole[record.path]
        if not self._public.withheld and whole.data == record.data:
            return False
        true = retention.disposition(whole, policy, self._as_of, self._public.whole)
        return (true.state, true.last_day_kept) != (found.state, found.last_day_kept)

    def _dues(
        self, record: Record, policy: Policy, stands: process.Standing | None
    ) -> tuple[Due, ...]:
        calendar = self._workspace.calendar
        archive = self._public.archive
        dues = deadlines.dues(record, policy, calendar, self._as_of, archive)
        steps = process.dues(record, stands, self._as_of) if stands else ()
        return tuple(sorted((*dues, *steps), key=_urgency))

    def _keys(self, record: Record, kind: RecordType, level: str) -> Mapping[str, str]:
        found = {
            "type": kind.id,
            "class": str(record.get("class") or ""),
            "year": kind.year_of(record),
            "department": self._department(record),
            "retention": str(record.get("retention.class") or ""),
            "level": level,
            "place": str(record.get("location.room") or ""),
            "state": _standing(record, kind, None).key,
        }
        return {axis: key for axis, key in found.items() if key}

    def _department(self, record: Record) -> str:
        values = (record.get(route) for route in self._departments[record.type])
        return next((str(value) for value in values if value), "")


_WITHHELD = Standing("withheld", M("not shown to these readers"))


def _routes(kind: RecordType, vocabulary: str) -> Iterator[tuple[str | int, ...]]:
    for route, info in kind.fields.items():
        if info.vocabulary == vocabulary and "*" not in route:
            yield route


def _urgency(due: Due) -> tuple[int, str]:
    rank = PRESSING.index(due.state) if due.state in PRESSING else len(PRESSING)
    return rank, due.due_on.isoformat() if due.due_on else "9999"


def _standing(
    record: Record, kind: RecordType, disposition: Disposition | None
) -> Standing:
    """Return the most telling state: gone, draft, disposition, or last step."""
    if record.is_tombstone:
        return Standing("destroyed", M("destroyed"))
    if record.is_draft:
        return Standing("draft", M("draft"))
    if disposition and disposition.state in _DISPOSITIONS:
        word, tone = _DISPOSITIONS[disposition.state]
        return Standing(disposition.state, word, tone)
    return _status(record, kind)


def _status(record: Record, kind: RecordType) -> Standing:
    """Return the status that follows from the last event, by type.yaml."""
    statuses = list(kind.data.get("statuses", ()))
    after = {row["after"]: row for row in statuses if "after" in row}
    begin = [row for row in statuses if "after" not in row]
    told = [event for _, event in record.each("events") if event.get("kind") in after]
    # Of several on one day the last one written counts.
    last = max(told[::-1], key=lambda event: str(event.get("on")), default=None)
    row = after[last["kind"]] if last else next(iter(begin), None)
    if row is None:
        return Standing("registered", M("registered"))
    label = row.get("label", {})
    words = Text(zh=str(label.get("zh", "")), en=str(label.get("en", "")))
    return Standing(str(row["id"]), words, "ok")
