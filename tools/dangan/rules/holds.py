"""Holds (冻结): placed and lifted by events, inherited from what contains a record.

A record is held while any hold of its own, of its volume, of the dossier that it
belongs to (``subject``), or of what contains those, is not lifted. A hold stands
in the events of the record itself, or in those of a record that lists it below
``subjects``; an event that names a ``record`` is about that one only.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import JsonObject, Pointer
from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.rules.dates import read

PLACED = "hold_placed"
LIFTED = "hold_lifted"


@dataclass(frozen=True, slots=True)
class Hold:
    """One hold that is not lifted."""

    #: What names it; several holds may rest on one record.
    id: str
    #: The record it was placed on: this one, its volume or its dossier.
    on: Record
    pointer: Pointer
    inherited: bool
    #: The record whose event placed it: ``on``, or one that lists it.
    source: Record | None = None

    @property
    def reason(self) -> Reason:
        """Return why the record is held."""
        if self.inherited:
            text = M("held with {record}: {hold}", record=self.on.name, hold=self.id)
        else:
            text = M("held: {hold}", hold=self.id)
        source = self.source or self.on
        return Reason(text, record=source.id, pointer=self.pointer)


def holds(
    record: Record, archive: Archive | None, as_of: datetime.date
) -> tuple[Hold, ...]:
    """Return the holds on a record at a date, its own first."""
    own = _placed(record, archive, as_of, inherited=False)
    outer = (
        _placed(one, archive, as_of, inherited=True)
        for one in containers(record, archive)
    )
    return (*own, *(hold for found in outer for hold in found))


def containers(record: Record, archive: Archive | None) -> tuple[Record, ...]:
    """Return everything that contains a record: volume, dossier, and theirs."""
    found: dict[str, Record] = {}
    waiting = [record]
    while archive is not None and waiting:
        for outer in _directly(waiting.pop(), archive):
            if outer.id not in found and outer.id != record.id:
                found[outer.id] = outer
                waiting.append(outer)
    return tuple(found.values())


def _directly(record: Record, archive: Archive) -> Iterator[Record]:
    yield from archive.volume_of.get(record.id, ())
    subject = archive.by_id.get(str(record.get("subject")))
    if subject is not None:
        yield subject


def _placed(
    record: Record, archive: Archive | None, as_of: datetime.date, *, inherited: bool
) -> tuple[Hold, ...]:
    standing: dict[tuple[str, str], Hold] = {}
    for source, route, event in _events(record, archive):
        name = str(event.get("hold") or (source.number if source != record else ""))
        key = (source.path, name)
        if event.get("kind") == PLACED and not _is_later(event, as_of):
            standing[key] = Hold(name, record, route, inherited, source)
        elif event.get("kind") == LIFTED and _happened(event, as_of):
            standing.pop(key, None)
    return tuple(standing.values())


def _events(
    record: Record, archive: Archive | None
) -> Iterator[tuple[Record, Pointer, JsonObject]]:
    """Yield the events of a record and of those that list it, if about it.

    Those of a record that lists others are about the others.
    """
    for route, event in record.each("events") if "subjects" not in record.data else ():
        yield record, route, event
    for source in archive.listing.get(record.id, ()) if archive else ():
        for route, event in source.each("events"):
            if event.get("record") in (None, record.id):
                yield source, route, event


def _is_later(event: JsonObject, as_of: datetime.date) -> bool:
    """Tell whether a hold begins later; one without a readable date stands."""
    on = read(event.get("on"), "on").value
    return on is not None and on.first > as_of


def _happened(event: JsonObject, as_of: datetime.date) -> bool:
    """Tell whether a hold was lifted for certain."""
    on = read(event.get("on"), "on").value
    return on is not None and on.last <= as_of
