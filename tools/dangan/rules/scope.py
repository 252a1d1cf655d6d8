"""What a stocktake covers: a room, a cabinet, a class, a year, a department.

``scope`` of a record is a mapping; everything that it names must fit::

    {room: A, year: "2021"}    {class: KH-HT}    {department: sales, type: volume}

A record without a place of its own stands where its volume stands; its year is
the one that type.yaml lists it by.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.record import Record
from dangan.policy.policies import Policies

#: Parts of a place, from the room to the folder.
PLACE = ("room", "cabinet", "shelf", "box", "folder")
#: Key → fields that answer it, the first that is stated.
_FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "type": ("type",),
        "class": ("class",),
        "department": ("department", "responsible.department"),
    }
)


def covers(scope: Json, record: Record, archive: Archive, policies: Policies) -> bool:
    """Tell whether a record is in a scope; an empty one covers nothing."""
    if not isinstance(scope, Mapping) or not scope:
        return False
    return all(
        _said(key, record, archive, policies) == str(scope[key]) for key in scope
    )


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


def _said(key: str, record: Record, archive: Archive, policies: Policies) -> str:
    """Return what a record says to one key of a scope."""
    if key in PLACE:
        return str(place(record, archive).get(key, ""))
    if key == "year":
        return policies.year_of(record)
    stated = (record.get(path) for path in _FIELDS[key])
    return next((str(value) for value in stated if value), "")
