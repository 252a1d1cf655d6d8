"""Calendar feeds (RFC 5545): all-day events with alarms, the same bytes every time.

A writer of our own: a feed needs one component with eight properties, and a
library would bring time zones, recurrence and a parser for what is never read.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

#: Octets of a line before it is folded.
_LINE = 75
#: Hour at which an alarm rings; an all-day event begins at midnight.
_MORNING = 9
_PRODUCT = "-//dangan//archives as code//ZH"
_OWNER = "X-DANGAN-OWNER"
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


@dataclass(frozen=True, slots=True)
class Entry:
    """One all-day event."""

    #: What makes it the same event in the next feed.
    key: tuple[str, ...]
    on: datetime.date
    summary: str
    description: str = ""
    category: str = ""
    #: Days after the day on which an alarm rings; before it with a minus.
    alarms: tuple[int, ...] = ()


def feed(
    name: str, entries: Iterable[Entry], as_of: datetime.date, owner: str = ""
) -> bytes:
    """Return a calendar; ``name`` is what programs show above it.

    ``owner`` is who keeps the folder of feeds; ``is_of`` knows it again.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        f"{_OWNER}:{_mark(owner)}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:P1D",
    ]
    for entry in sorted(entries, key=lambda one: (one.on, one.key)):
        lines += _event(entry, as_of)
    lines.append("END:VCALENDAR")
    folded = (part for line in lines for part in _folded(line))
    return b"\r\n".join((*folded, b""))


def is_of(content: bytes, owner: str) -> bool:
    """Tell whether a file is a feed that was written for an owner."""
    head = content.split(b"\r\nBEGIN:VEVENT", 1)[0].split(b"\r\n")
    marks = (f"PRODID:{_PRODUCT}", f"{_OWNER}:{_mark(owner)}")
    return all(mark.encode() in head for mark in marks)


def _mark(owner: str) -> str:
    return hashlib.sha256(owner.encode()).hexdigest()[:16]


def uid(key: tuple[str, ...]) -> str:
    """Return an id that depends on the key alone."""
    digest = hashlib.sha256("\0".join(key).encode()).hexdigest()
    return f"{digest[:32]}@dangan"


def _event(entry: Entry, as_of: datetime.date) -> Iterator[str]:
    after = entry.on + datetime.timedelta(days=1)
    yield "BEGIN:VEVENT"
    yield f"UID:{uid(entry.key)}"
    yield f"DTSTAMP:{as_of:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{entry.on:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{after:%Y%m%d}"
    yield f"SUMMARY:{_escaped(entry.summary)}"
    if entry.description:
        yield f"DESCRIPTION:{_escaped(entry.description)}"
    if entry.category:
        yield f"CATEGORIES:{_escaped(entry.category)}"
    yield "TRANSP:TRANSPARENT"
    for days in entry.alarms:
        yield from _alarm(entry, days)
    yield "END:VEVENT"


def _alarm(entry: Entry, days: int) -> Iterator[str]:
    hours = days * 24 + _MORNING
    sign, (whole, rest) = "-" if hours < 0 else "", divmod(abs(hours), 24)
    yield "BEGIN:VALARM"
    yield "ACTION:DISPLAY"
    yield f"DESCRIPTION:{_escaped(entry.summary)}"
    yield f"TRIGGER:{sign}P{whole}DT{rest}H"
    yield "END:VALARM"


def _escaped(text: str) -> str:
    kept = (c for c in text if c in "\n\t" or ord(c) >= ord(" "))
    return "".join(_ESCAPES.get(character, character) for character in kept)


def _folded(line: str) -> Iterator[bytes]:
    """Yield the parts of a line, none longer than allowed, no character torn."""
    part = b""
    for character in line:
        octets = character.encode()
        if len(part) + len(octets) > _LINE:
            yield part
            part = b" "
        part += octets
    yield part
