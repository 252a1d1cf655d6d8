"""Storage map (存放表): every cabinet and shelf with what stands there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from dangan.model.message import M
from dangan.model.record import Record
from dangan.model.table import Column, Table
from dangan.registers._api import Row, register
from dangan.registers._office import Office

#: Room, cabinet, shelf, box; empty where a record does not say.
Spot = tuple[str, str, str, str]
_KEYS = ("room", "cabinet", "shelf", "box")
_OWN = (
    Column("room", M("Room")),
    Column("cabinet", M("Cabinet")),
    Column("shelf", M("Shelf")),
    Column("box", M("Box")),
    Column("count", M("Records"), "count", M("records that state this place")),
    Column("from_number", M("First number"), "number", M("the smallest number there")),
    Column("to_number", M("Last number"), "number", M("the greatest number there")),
    Column("out", M("On loan"), "count", M("of these, lent on the day")),
)


@register(
    title=M("Storage map"),
    help=M("Every cabinet of the store rooms, box by box, the empty ones too."),
    columns=tuple(column.key for column in _OWN),
    own=_OWN,
)
def storage_map(office: Office, as_of: datetime.date) -> Table:
    """Return one row for each box or shelf that is used, and each empty cabinet."""
    spots: dict[Spot, list[Record]] = {}
    for record in office.records():
        spot = tuple(str(record.get(f"location.{key}") or "") for key in _KEYS)
        if any(spot):
            spots.setdefault(spot, []).append(record)  # type: ignore[arg-type]
    used = {spot[:2] for spot in spots}
    for room, cabinet in _cabinets(office):
        if (room, cabinet) not in used and not office.selection.condition:
            spots[room, cabinet, "", ""] = []
    order = sorted(spots, key=lambda spot: tuple(map(_natural, spot)))
    rows = (_row(office, spot, spots[spot], as_of) for spot in order)
    return office.table(rows, as_of)


def _row(office: Office, spot: Spot, found: list[Record], as_of: datetime.date) -> Row:
    numbers = sorted(record.name for record in found)
    out = sum(office.custody.loan(r.id, as_of) is not None for r in found)
    own = {
        "room": office.names.of("locations", spot[0]),
        "cabinet": spot[1],
        "shelf": spot[2],
        "box": spot[3],
        "count": len(found),
        "from_number": numbers[0] if numbers else None,
        "to_number": numbers[-1] if numbers else None,
        "out": out,
    }
    return Row(own={key: (cell, ()) for key, cell in own.items()})


def _cabinets(office: Office) -> Iterator[tuple[str, str]]:
    for room, entry in office.archive.holding.entries("locations").items():
        for cabinet in entry.get("cabinets", ()):
            if isinstance(cabinet, Mapping):
                yield room, str(cabinet.get("id"))


def _natural(text: str) -> tuple[int, str]:
    return (int(text) if text.isdecimal() else 0), text
