"""Inspections (检查): checklists, when the next is due, what is left to be done.

Section ``checklists`` of a pack::

    - id: custody
      for: {type: inspection}
      label: {zh: 保管检查, en: custody inspection}
      every: $inspection_interval
      per: location
      triggers: [theft, loss, fire, damage, doubt]
      raised_by: [{event: lost, cause: loss}]
      items:
        - {id: doors-and-windows, ask: {zh: 门窗是否完好, en: …}, clause: r83}

``stocktakes`` are due in the same way, ``rules.stocktaking`` compares them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy, Rule
from dangan.rules.dates import day
from dangan.rules.periods import add
from dangan.rules.words import clauses_of, words

SECTION = "checklists"
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a checklist."""

    id: str
    data: JsonObject
    #: Full ids.
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """When a checklist or stocktake is due for a room, or for the holding."""

    rule: Rule
    #: Id of the room; empty for all together.
    room: str
    #: Last one that was done, if any.
    last: Record | None
    #: Last day in time; None: there never was one, and no day says since when.
    due_on: datetime.date | None
    state: str
    because: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True)
class Remedy:
    """A finding of an inspection and how far its remedy is."""

    record: Record
    pointer: Pointer
    data: JsonObject
    #: ``open``, ``overdue`` or ``done``.
    state: str

    @property
    def due(self) -> str:
        """Return the day until which it is to be remedied; "" where none is named."""
        return str(self.data.get("due", ""))


@dataclass(frozen=True, slots=True)
class Incident:
    """A cause after which the regulation wants an inspection or a stocktake."""

    rule: Rule
    cause: str
    #: YYYY-MM-DD.
    on: str
    record: Record
    pointer: Pointer
    room: str
    #: What was done about it, if anything.
    answered: Record | None


def checklist(policies: Policies, kind: str, name: str) -> Rule | None:
    """Return the checklist of this id, for a type of record.

    That of the regulation which governs the type counts before all others.
    """
    first = policies.for_type(kind)
    for policy in (*((first,) if first else ()), *policies.all()):
        rule: Rule | None = policy.find(SECTION, name)
        if rule is not None and kind in words(rule.data["for"]["type"]):
            return rule
    return None


def items(rule: Rule) -> tuple[Item, ...]:
    """Return the questions of a checklist in order."""
    return tuple(
        Item(str(row["id"]), row, clauses_of(rule, row)) for row in rule.data["items"]
    )


def unanswered(record: Record, rule: Rule) -> tuple[Item, ...]:
    """Return the questions that an inspection leaves without a result."""
    given = {str(row.get("item")) for _, row in record.each("results")}
    return tuple(item for item in items(rule) if item.id not in given)


def unasked(record: Record, rule: Rule) -> Iterator[tuple[Pointer, str]]:
    """Yield results whose item the checklist does not have."""
    known = {item.id for item in items(rule)}
    for route, row in record.each("results"):
        if row.get("item") not in known:
            yield (*route, "item"), str(row.get("item"))


def remedies(record: Record, as_of: datetime.date) -> tuple[Remedy, ...]:
    """Return the findings of an inspection with the state of their remedies."""
    return tuple(
        Remedy(record, route, row, _remedied(row, as_of))
        for route, row in record.each("results")
        if row.get("result") == "finding"
    )


def turns(
    policy: Policy, archive: Archive, as_of: datetime.date, section: str = SECTION
) -> Iterator[Turn]:
    """Yield when each checklist (or stocktake) is due next, room by room."""
    for rule in policy.rules(section):
        if "every" in rule.data:
            done = tuple(_done(rule, archive, as_of))
            for room in _rooms(rule, archive):
                yield _turn(rule, room, done, as_of)


def incidents(
    policy: Policy, archive: Archive, as_of: datetime.date, section: str = SECTION
) -> Iterator[Incident]:
    """Yield causes up to a day that want an inspection (or a stocktake)."""
    for rule in policy.rules(section):
        causes = frozenset(words(rule.data.get("triggers")))
        answers = tuple(_records(rule, archive)) if causes else ()
        for cause, on, record, route, room in _causes(rule, archive, section):
            if cause in causes and on <= as_of.isoformat():
                fits = (a for a in answers if _answers(a, record, on, room))
                found = next(fits, None)
                yield Incident(rule, cause, on, record, route, room, found)


def _causes(
    rule: Rule, archive: Archive, section: str
) -> Iterator[tuple[str, str, Record, Pointer, str]]:
    """Yield cause, day, record, place of the entry and room."""
    raised = rule.data.get("raised_by", ())
    for record in archive.records if raised else ():
        for route, event in record.each("events"):
            for line in raised:
                if event.get("kind") == line["event"] and matches(
                    line.get("when"), event
                ):
                    room = str(record.get("location.room", ""))
                    yield str(line["cause"]), str(event.get("on")), record, route, room
    if section != SECTION:
        yield from _triggers(rule, archive)


def _triggers(
    rule: Rule, archive: Archive
) -> Iterator[tuple[str, str, Record, Pointer, str]]:
    """Yield the causes of other processes, such as an inspection after a theft."""
    own = words(rule.data["for"]["type"])
    for record in archive.records:
        cause = record.get("trigger.kind")
        if isinstance(cause, str) and record.type not in own and not record.is_draft:
            on = str(record.get("trigger.on") or _begun(record))
            room = str(record.get("location.room", ""))
            yield cause, on, record, ("trigger",), room


def _answers(record: Record, about: Record, on: str, room: str) -> bool:
    """Tell whether an inspection or stocktake is the answer to a cause."""
    if record.get("trigger.record") == about.id:
        return True
    where = str(record.get("location.room") or record.get("scope.room") or "")
    is_near = not room or not where or room == where
    is_after = _begun(record) >= on
    return is_near and is_after and bool(record.get("trigger.kind"))


def _records(rule: Rule, archive: Archive) -> Iterator[Record]:
    for kind in words(rule.data["for"]["type"]):
        for record in archive.by_type.get(kind, ()):
            is_own = record.get("checklist") in {None, rule.id}
            if (
                is_own
                and not record.is_draft
                and matches(rule.data["for"], record.data)
            ):
                yield record


def _done(rule: Rule, archive: Archive, as_of: datetime.date) -> Iterator[Record]:
    """Yield the inspections with results, or stocktakes with counts, up to a day."""
    for record in _records(rule, archive):
        has_result = record.get("results") or record.get("counts")
        if has_result and _last(record) <= as_of.isoformat():
            yield record


def _rooms(rule: Rule, archive: Archive) -> tuple[str, ...]:
    if rule.data.get("per") != "location":
        return ("",)
    return tuple(archive.holding.entries("locations"))


def _turn(
    rule: Rule, room: str, done: tuple[Record, ...], as_of: datetime.date
) -> Turn:
    near = (r for r in done if not room or _room(r) in {"", room})
    last = max(near, key=_last, default=None)
    start = _last(last) if last else str(rule.data.get("since", ""))
    if not start:
        text = M("there never was one")
        return Turn(rule, room, None, None, "overdue", (Reason(text),))
    found = add(datetime.date.fromisoformat(start), Period.parse(rule.data["every"]))
    text = _since(last, start)
    because = (Reason(text, record=last.id if last else ""), *found.because)
    is_late = found.value is not None and as_of > found.value
    return Turn(
        rule, room, last, found.value, "overdue" if is_late else "open", because
    )


def _since(last: Record | None, start: str) -> Message:
    if last is None:
        return M("counted from {date}", date=start)
    return M("the last one was {record} on {date}", record=last.name, date=start)


def _room(record: Record) -> str:
    return str(record.get("location.room") or record.get("scope.room") or "")


def _begun(record: Record) -> str:
    return next((str(e.get("on")) for _, e in record.each("events")), "")


def _last(record: Record) -> str:
    days = (found for _, e in record.each("events") if (found := day(e.get("on"))))
    return max((found.isoformat() for found in days), default="")


def _remedied(row: JsonObject, as_of: datetime.date) -> str:
    on, due = str(row.get("remedied_on", "")), str(row.get("due", ""))
    if on and on <= as_of.isoformat():
        return "done"
    return "overdue" if due and due < as_of.isoformat() else "open"
