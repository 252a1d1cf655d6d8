"""What a stocktake covers: a room, a cabinet, a class, a year, a department.

``scope`` of a record is a mapping; everything that it names must fit::

    {room: A, year: "2021"}    {class: KH-HT}    {department: sales, type: volume}

A record without a place of its own stands where its volume stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.record import Record

#: Parts of a place, from the room to the folder.
PLACE = ("room", "cabinet", "shelf", "box", "folder")
#: Fields that tell the year of a record, the first that is stated.
_DATES = ("year", "formed_on", "received_on", "signed_on", "opened_on", "filed_on")


def covers(scope: Json, record: Record, archive: Archive) -> bool:
    """Tell whether a record is in a scope; an empty one covers nothing."""
    if not isinstance(scope, Mapping) or not scope:
        return False
    return all(_ASKED[key](record, archive) == str(scope[key]) for key in scope)


def place(record: Record, archive: Archive) -> JsonObject:
    """Return where a record stands: its own place, or else that of its volume."""
    own = record.get("location")
    if isinstance(own, Mapping) and own.get("room"):
        return own
    for volume in archive.volume_of.get(record.id, ()):
        outer = volume.get("location")
        if isinstance(outer, Mapping):
            return outer
    return own if isinstance(own, Mapping) else {}


def year(record: Record) -> str:
    """Return the year of a record, or nothing where it states none."""
    found = (record.get(field) for field in _DATES)
    return next((str(value)[:4] for value in found if value), "")


def _placed(part: str) -> Callable[[Record, Archive], str]:
    def found(record: Record, archive: Archive) -> str:
        return str(place(record, archive).get(part, ""))

    return found


def _department(record: Record, archive: Archive) -> str:
    del archive
    return str(record.get("department") or record.get("responsible.department") or "")


_ASKED: Mapping[str, Callable[[Record, Archive], str]] = MappingProxyType(
    {
        **{part: _placed(part) for part in PLACE},
        "type": lambda record, _: record.type,
        "class": lambda record, _: str(record.get("class", "")),
        "department": _department,
        "year": lambda record, _: year(record),
    }
)
