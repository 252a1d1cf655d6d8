"""What a volume (案卷) holds: its entries with the items they name."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import JsonObject, Pointer
from dangan.model.record import Record


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a volume's contents, with the item it names."""

    #: Way to the line in the volume.
    pointer: Pointer
    #: ``record``, ``from_page``, ``to_page`` as the volume states them.
    data: JsonObject
    item: Record


def entries(volume: Record, archive: Archive) -> tuple[Entry, ...]:
    """Return the lines in physical order; a line that names nobody is left out.

    Broken links are a defect that the link check reports.
    """
    rows = volume.each("contents")
    named = (
        (route, row, archive.by_id.get(str(row.get("record")))) for route, row in rows
    )
    return tuple(Entry(route, row, item) for route, row, item in named if item)


def is_closed(volume: Record) -> bool:
    """Tell whether the volume was closed (立卷完毕): nothing goes in any more."""
    return any(True for _ in volume.events("closed"))


def points_to(record: Record, kind: str, ids: Collection[str]) -> bool:
    """Tell whether a record has a relation of the kind to one of the ids."""
    rows = (row for _, row in record.each("relations"))
    return any(row.get("kind") == kind and row.get("to") in ids for row in rows)
