"""Columns that are computed, each with its reasons where it has any."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType

from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.table import Cell
from dangan.registers._api import Told
from dangan.registers._computed_process import PROCESSES
from dangan.registers._computing import Computed
from dangan.registers._office import WITHHELD, Office
from dangan.rules import secrecy
from dangan.rules.dates import read
from dangan.rules.naming import text_of
from dangan.rules.volume_contents import entries


def _date(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    kind = office.types.get(record.type)
    names = ("formed_on", *(kind.names("year_from") if kind else ()))
    text = next((str(v) for v in map(record.get, names) if v), "")
    found = read(text, names[0]).value
    if found is None:
        return None, ()
    return f"{found.year:04d}{found.month:02d}{found.day:02d}", ()


def _year(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    kind = office.types.get(record.type)
    return (kind.year_of(record) or None) if kind else None, ()


def _author(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    name = record.get("responsible.name")
    if name:
        return str(name), ()
    for key, vocabulary in (("department", "departments"), ("person", "people")):
        code = record.get(f"responsible.{key}")
        if code:
            return office.names.of(vocabulary, str(code)), ()
    return None, ()


def _level(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    policy = office.policy_of(record)
    if policy is None:
        return None, ()
    found = secrecy.secrecy(record, policy, office.archive)
    return office.names.of("secrecy_levels", found.level.code), found.because


def _kept_until(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.disposition(record, as_of)
    if found is None:
        hidden = office.whole is not office.archive and not record.is_tombstone
        return (WITHHELD if hidden else None), ()
    if found.problem is not None:
        why = office.names.labelled(found.problem, (record.type,))
        return M("not known: {why}", why=why), found.because
    if found.last_day_kept is None:
        return M("permanent"), found.because
    return found.last_day_kept.isoformat(), found.because


_DISPOSITIONS: Mapping[str, Message] = {
    "permanent": M("permanent"),
    "running": M("period running"),
    "eligible": M("period over"),
    "held": M("on hold"),
    "restricted": M("restricted"),
    "error": M("cannot be computed"),
}


def _disposition(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.disposition(record, as_of)
    return (_DISPOSITIONS[found.state], found.because) if found else (None, ())


def _kept_years(office: Office, record: Record, as_of: datetime.date) -> Told:
    year, _ = _year(office, record, as_of)
    return (as_of.year - int(str(year)) if year else None), ()


def _place(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    place = record.get("location")
    if not isinstance(place, Mapping):
        return None, ()
    room = office.names.of("locations", str(place.get("room", "")))
    told = M("{room}", room=room)
    for key, text in _PLACES.items():
        if place.get(key):
            told = M(
                "{place} · {part}", place=told, part=M(text.text, n=str(place[key]))
            )
    return told, ()


_PLACES: Mapping[str, Message] = {
    "cabinet": M("cabinet {n}"),
    "shelf": M("shelf {n}"),
    "box": M("box {n}"),
    "folder": M("folder {n}"),
}


def _state(office: Office, record: Record, as_of: datetime.date) -> Told:
    if record.is_tombstone:
        return M("destroyed"), ()
    found = office.standing(record, as_of)
    if found is not None and found.label:
        return text_of(found.label), ()
    loan = office.custody.loan(record.id, as_of)
    if loan is not None:
        return M("on loan ({number})", number=loan.record.name), (loan.reason,)
    return _status(office, record, as_of), ()


def _status(office: Office, record: Record, as_of: datetime.date) -> Cell:
    """Return the status that follows from the last event, by type.yaml."""
    kind = office.types.get(record.type)
    rows = tuple(kind.data.get("statuses", ())) if kind else ()
    after = {row["after"]: row for row in rows if "after" in row}
    day = as_of.isoformat()
    told = [
        event
        for _, event in record.each("events")
        if event.get("kind") in after and str(event.get("on")) <= day
    ]
    begin = next((row for row in rows if "after" not in row), None)
    last = max(told, key=lambda event: str(event.get("on")), default=None)
    row = after[last["kind"]] if last else begin
    return text_of(row["label"]) if row else None


def _holds(office: Office, record: Record, as_of: datetime.date) -> Told:
    found = office.custody.held(record.id, as_of)
    return tuple(hold.id for hold in found) or None, tuple(h.reason for h in found)


def _missing(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    policy = office.policies.for_record(record)
    if policy is None or record.is_tombstone:
        return None, ()
    found = office.lacking(record, policy)
    names = tuple(text_of(one.label or one.kind) for one in found)
    why = (
        Reason(M("the regulation expects it"), c) for one in found for c in one.clauses
    )
    return names or None, tuple(dict.fromkeys(why))


def _items(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    return len(entries(record, office.archive)), ()


def _pages(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    counts = [entry.item.get("pages") for entry in entries(record, office.archive)]
    if not counts:
        return record.get("pages"), ()
    known = [count for count in counts if isinstance(count, int)]
    return (sum(known) if len(known) == len(counts) else None), ()


def _span(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    items = (entry.item for entry in entries(record, office.archive))
    dates = sorted(str(i.get("formed_on")) for i in items if i.get("formed_on"))
    return (f"{dates[0]} – {dates[-1]}" if dates else None), ()


def _volume(office: Office, record: Record, as_of: datetime.date) -> Told:
    del as_of
    return tuple(
        v.name for v in office.archive.volume_of.get(record.id, ())
    ) or None, ()


COMPUTED: Mapping[str, Computed] = MappingProxyType(
    {
        **PROCESSES,
        "date": Computed(
            M("Date"), M("eight digits, 00 for what is not known"), _date, "date"
        ),
        "year_of": Computed(M("Year"), M("from the date that its type names"), _year),
        "author": Computed(
            M("Responsible party"),
            M("name, department or person in the record"),
            _author,
        ),
        "level": Computed(
            M("Level"), M("the highest level that binds the record"), _level
        ),
        "kept_until": Computed(
            M("Kept until"),
            M("retention class, trigger, legal minimum and maximum"),
            _kept_until,
            "date",
        ),
        "disposition": Computed(
            M("Period"), M("how the retention period stands"), _disposition
        ),
        "kept_years": Computed(
            M("Years kept"), M("years since it was formed"), _kept_years, "count"
        ),
        "place": Computed(M("Place"), M("room, cabinet, shelf, box"), _place),
        "state": Computed(M("State"), M("from the events up to the day"), _state),
        "holds_now": Computed(
            M("Holds"), M("its own, its volume's and its dossier's"), _holds
        ),
        "lacking": Computed(
            M("Missing"), M("what the regulation expects and is not there"), _missing
        ),
        "item_count": Computed(M("Items"), M("records in the volume"), _items, "count"),
        "page_total": Computed(
            M("Sum of pages"), M("sum of the pages of its items"), _pages, "count"
        ),
        "span": Computed(
            M("First and last date"), M("of the items in the volume"), _span
        ),
        "volume": Computed(
            M("Volume"), M("the volume that lists it"), _volume, "number"
        ),
    }
)
