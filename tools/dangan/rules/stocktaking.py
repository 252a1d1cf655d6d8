"""Stocktake (清点): what should be there, compared with what was seen.

Section ``stocktakes`` of a pack says how often, and after what::

    - {id: yearly, for: {type: stocktake}, label: {…}, every: P1Y, per: location,
       triggers: [theft, loss, fire, staff-change], clause: r23}

The record of a stocktake holds what was expected where when it began, and every
scan. The report follows from both; nothing of it is stored.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.record import Record
from dangan.rules import scope
from dangan.rules.custody import Custody

SECTION = "stocktakes"
#: ``found``: where it belongs · ``misplaced``: elsewhere · ``missing``: nowhere ·
#: ``out``: on loan, as expected · ``out-but-found``: on loan, and there all the
#: same · ``surplus``: there, but not expected · ``destroyed-but-found`` ·
#: ``unknown``: no record bears what was scanned.
State = Literal[
    "found",
    "misplaced",
    "missing",
    "out",
    "out-but-found",
    "surplus",
    "destroyed-but-found",
    "unknown",
]
#: States that nobody has to explain.
IN_ORDER: frozenset[State] = frozenset({"found", "out"})
_SEPARATORS = re.compile(r"[\s/\\,;:_.|>-]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the report."""

    state: State
    #: Number of the record, or what was scanned.
    number: str
    record: str = ""
    expected: JsonObject | None = None
    #: Places in which it was seen.
    seen: tuple[str, ...] = ()
    #: Number of the loan under which it is out.
    loan: str = ""
    explained: str = ""
    pointer: Pointer = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a stocktake came to."""

    rows: tuple[Row, ...]

    def of(self, *states: State) -> tuple[Row, ...]:
        """Return the rows in some states."""
        return tuple(row for row in self.rows if row.state in states)

    @property
    def unexplained(self) -> tuple[Row, ...]:
        """Return the differences that nobody has explained."""
        return tuple(
            row for row in self.rows if row.state not in IN_ORDER and not row.explained
        )


def expected(
    wanted: Json, archive: Archive, custody: Custody, as_of: datetime.date
) -> Iterator[JsonObject]:
    """Yield what should be in a scope on a day, with its place and open loan.

    What is bound into a volume is counted with the volume; records of processes
    stand on no shelf.
    """
    for record in archive.records:
        if record.is_draft or record.is_tombstone or record.id in custody.papers:
            continue
        place = scope.place(record, archive)
        volumes = archive.volume_of.get(record.id, ())
        is_bound = any(volume.get("bound") is True for volume in volumes)
        if not place or is_bound:
            continue
        if scope.covers(wanted, record, archive, custody.policies):
            row = {"record": record.id, "number": record.number, "location": place}
            loan = custody.loan(record.id, as_of)
            yield {**row, "out": loan.record.number} if loan else row


def compare(record: Record, archive: Archive) -> Report:
    """Return the report of a stocktake from its expectations and counts."""
    seen: dict[str, list[str]] = {}
    for _, count in record.each("counts"):
        key = str(count.get("record") or count.get("text", ""))
        seen.setdefault(key, []).append(str(count.get("place", "")))
    explained = {
        str(row.get("record") or row.get("text", "")): str(row.get("reason", ""))
        for _, row in record.each("explained")
    }
    rows: list[Row] = []
    for route, entry in record.each("expected"):
        places = seen.pop(str(entry.get("record")), None)
        rows.append(_expected(route, entry, places, explained))
    rows += (_surplus(key, places, archive, explained) for key, places in seen.items())
    return Report(tuple(rows))


def identify(text: str, archive: Archive) -> str:
    """Return the id of the record that a scanned text names; "" for none.

    A text is a number, an id, a path, or an address that ends in one of them.
    """
    word = text.strip().strip("\ufeff")
    tail = word.rstrip("/").rpartition("/")[2]
    for name in (word, tail, tail.partition(".")[0]):
        record = archive.find(name) if name else None
        if record is not None:
            return record.id
    slug = tail.partition(".")[0].casefold()
    same = (r.id for r in archive.records if _slug(r) == slug)
    return next(same, "") if slug else ""


def agrees(place: str, location: JsonObject | None) -> bool:
    """Tell whether a place as it was scanned is the one that is stated.

    It may leave out the last parts (the cabinet without the shelf); a scan without
    a place says only that the record was there.
    """
    if not place or not location:
        return True
    parts = (str(location[part]) for part in scope.PLACE if part in location)
    wanted, said = _words(" ".join(parts)), _words(place)
    return bool(said) and wanted[: len(said)] == said


def is_in(place: str, room: str) -> bool:
    """Tell whether a place as it was scanned begins with a room."""
    return _words(place)[:1] == [room.casefold()]


def _expected(
    route: Pointer,
    entry: JsonObject,
    places: list[str] | None,
    explained: Mapping[str, str],
) -> Row:
    location, loan = entry.get("location"), str(entry.get("out", ""))
    state: State
    if places is None:
        state = "out" if loan else "missing"
    elif loan:
        state = "out-but-found"
    else:
        is_there = any(agrees(place, location) for place in places)
        state = "found" if is_there else "misplaced"
    id_ = str(entry.get("record"))
    number, seen = str(entry.get("number")), tuple(filter(None, places or ()))
    why = explained.get(id_, explained.get(number, ""))
    return Row(state, number, id_, location, seen, loan, why, route)


def _surplus(
    key: str, places: list[str], archive: Archive, explained: Mapping[str, str]
) -> Row:
    record = archive.by_id.get(key)
    seen = tuple(filter(None, places))
    why = explained.get(key, "")
    if record is None:
        return Row("unknown", key, seen=seen, explained=why)
    state: State = "destroyed-but-found" if record.is_tombstone else "surplus"
    place = scope.place(record, archive)
    return Row(state, record.number, record.id, place, seen, explained=why)


def _slug(record: Record) -> str:
    return record.path.rpartition("/")[2].removesuffix(".yaml").casefold()


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _SEPARATORS.split(text) if word]
