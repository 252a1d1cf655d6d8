"""The year of a volume (案卷年度): by what a document is and what answers it.

Section ``volume_year`` of a pack is a list of cases, tried in its order::

    - id: answered-request
      for: {document_role: request}
      year_of: {through: {relation: replies_to, end: source}, field: formed_on}
      late: {closed: see_also}
      clause: [r50, r51]

``year_of`` names a field, or a list of fields of which the first present counts.
``through`` looks at other records first: at those that point here with the
relation (``end: source``) or at those it points to (``end: target``); where
there is none the next case is tried, where there are several ``take`` says
``latest`` (default) or ``earliest``. ``years_after`` is added. An item that
stands in a volume of another year moves; where that volume is closed, ``late``
may name the relation that refers the reader on instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.reason import Derived
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.reasons import blocked, reasons
from dangan.rules.volume_contents import Entry, entries, is_closed, points_to
from dangan.rules.words import applying, words

SECTION = "volume_year"
Remedy = Literal["move", "cross-reference"]
_YEAR = re.compile(r"[0-9]{4}(?![0-9])")


@dataclass(frozen=True, slots=True)
class Year:
    """The year of the volume an item belongs to, and how it was found."""

    #: Four digits.
    year: str
    #: Id of the case in the pack.
    case: str
    #: Record whose date decided; the item itself in most cases.
    decided_by: Record
    rule: Rule


@dataclass(frozen=True, slots=True)
class Misplaced:
    """An item that stands in a volume of another year than its own."""

    entry: Entry
    own: Year
    remedy: Remedy
    #: The cross-reference that is asked for is there already.
    settled: bool
    clauses: tuple[str, ...]


def year(record: Record, policy: Policy, archive: Archive) -> Derived[Year]:
    """Return the year of the volume that an item belongs to."""
    for rule in applying(policy, SECTION, record.data):
        found = _by_case(rule, record, archive)
        if found is not None:
            return found
    return Derived(None, (), _no_case(policy))


def misplaced(
    volume: Record, policy: Policy, archive: Archive
) -> tuple[Misplaced, ...]:
    """Return the items of a volume whose own year is not the volume's."""
    stated = str(volume.get("year") or "")
    rows = entries(volume, archive) if stated else ()
    found = (_misplaced(entry, volume, policy, archive) for entry in rows)
    return tuple(item for item in found if item and item.own.year != stated)


def unknown(
    volume: Record, policy: Policy, archive: Archive
) -> tuple[tuple[Entry, Message], ...]:
    """Return the items of a volume whose own year cannot be told, with why."""
    found = ((e, year(e.item, policy, archive)) for e in entries(volume, archive))
    return tuple((entry, own.problem) for entry, own in found if own.problem)


def _misplaced(
    entry: Entry, volume: Record, policy: Policy, archive: Archive
) -> Misplaced | None:
    own = year(entry.item, policy, archive).value
    if own is None:
        return None
    late = own.rule.data.get("late", {})
    link = late.get("closed", "") if is_closed(volume) else ""
    settled = bool(link) and _referred(volume, own, link, entry.item, archive)
    remedy: Remedy = "cross-reference" if link else "move"
    return Misplaced(entry, own, remedy, settled, own.rule.clauses)


def _referred(
    volume: Record, own: Year, link: str, item: Record, archive: Archive
) -> bool:
    """Tell whether the item or its volume points to where the matter went on."""
    homes = archive.volume_of.get(own.decided_by.id, ())
    there = {own.decided_by.id, *(home.id for home in homes)}
    return any(points_to(here, link, there) for here in (item, volume))


def _by_case(rule: Rule, record: Record, archive: Archive) -> Derived[Year] | None:
    source = rule.data["year_of"]
    others = _through(source.get("through"), record, archive)
    if not others:
        return None
    dated = [(_field(source["field"], other), other) for other in others]
    missing = [other for (_, value), other in dated if not _is_year(value)]
    if missing:
        return Derived(None, reasons(rule, _looked(missing[0])), _undated(missing[0]))
    pick = min if source.get("take") == "earliest" else max
    (route, value), other = pick(dated, key=lambda row: (row[0][1][:10], row[1].path))
    return _derived(rule, source, route, value, other)


def _derived(
    rule: Rule, source: JsonObject, route: Pointer, value: str, other: Record
) -> Derived[Year]:
    number = int(value[:4]) + int(str(source.get("years_after", 0)))
    text = M("the year is taken from {field}", field=".".join(map(str, route)))
    because = reasons(rule, text, record=other.id, pointer=route)
    return Derived(Year(f"{number:04d}", str(rule.data["id"]), other, rule), because)


def _through(
    through: JsonObject | None, record: Record, archive: Archive
) -> tuple[Record, ...]:
    if through is None:
        return (record,)
    kind = through["relation"]
    if through.get("end", "source") == "source":
        rows = archive.related.get(record.id, ())
        return tuple(other for other, row in rows if row.get("kind") == kind)
    linked = (row for _, row in record.each("relations") if row.get("kind") == kind)
    found = (archive.by_id.get(str(row.get("to"))) for row in linked)
    return tuple(other for other in found if other)


def _field(names: Json, record: Record) -> tuple[Pointer, str]:
    """Return pointer and text of the first field that has a value."""
    listed = words(names)
    for name in listed:
        value = record.get(name)
        if value is not None:
            return tuple(name.split(".")), str(value)
    return tuple(listed[0].split(".")), ""


def _is_year(value: str) -> bool:
    return _YEAR.match(value) is not None


def _undated(record: Record) -> Message:
    return M("{record} lacks the date that the year follows from", record=record.name)


def _looked(record: Record) -> Message:
    return M("looked at {record}", record=record.name)


def _no_case(policy: Policy) -> Message:
    waiting = blocked(policy, SECTION)
    if waiting:
        return M("the year waits for the parameter {name}", name=", ".join(waiting))
    return M("no case of the regulation gives the year")
