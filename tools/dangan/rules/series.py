"""Series of numbers: the next one, and what is wrong with those given.

The next serial is the highest ever seen plus one: over records, tombstones,
drafts that reserve a number and every file name that history knows. There is
no counter file, and a number is never given twice.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dangan.model.message import M
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.model.table import Table, heads
from dangan.rules.numbers import Scheme, Values

#: Key of a draft that holds a number back.
RESERVED = "reserved"
#: Serials of a series that are listed one by one; the rest is counted.
_LISTED = 20


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a scheme and what it counts for."""

    scheme: Scheme
    key: tuple[str, ...]
    #: Serial → file names of records and tombstones that bear it.
    given: Mapping[int, tuple[str, ...]]
    #: Serials that drafts hold back.
    reserved: frozenset[int]
    #: Serials that only history knows.
    vanished: frozenset[int]

    @property
    def highest(self) -> int:
        """Return the highest serial ever seen, or 0."""
        return max((*self.given, *self.reserved, *self.vanished), default=0)

    @property
    def gaps(self) -> tuple[int, ...]:
        """Return the serials that are neither given nor reserved."""
        known = {*self.given, *self.reserved}
        return tuple(n for n in range(1, self.highest + 1) if n not in known)

    @property
    def twice(self) -> tuple[int, ...]:
        """Return the serials that several files bear."""
        return tuple(n for n, slugs in sorted(self.given.items()) if len(slugs) > 1)

    @property
    def room(self) -> int | None:
        """Return how many numbers are left; nothing where numbers get longer."""
        part = self.scheme.serial
        return None if part.widen else part.largest - self.highest


def slug_of(record: Record) -> str:
    """Return the file name without ending, which is the number for file systems."""
    name = record.path.rpartition("/")[2]
    return name.rpartition(".")[0] or name


def next_serial(scheme: Scheme, values: Values, slugs: Iterable[str]) -> Derived[int]:
    """Return the serial that follows the highest of a series; 1 where it is new."""
    key, prefix = scheme.key(values), scheme.slug_prefix(values)
    near = (slug for slug in slugs if slug.casefold().startswith(prefix))
    seen = [serial for found, serial in _read(scheme, near) if found == key]
    serial = max(seen, default=0) + 1
    problem = scheme.serial.misfit(str(serial))
    if problem:
        full = M("the series is full: {why}", why=problem)
        return Derived(None, (), full)
    text = M("the highest serial of the series is {highest}", highest=serial - 1)
    clauses = scheme.clauses or ("",)
    return Derived(serial, tuple(Reason(text, clause=clause) for clause in clauses))


def taken(records: Iterable[Record], ever: Iterable[str]) -> frozenset[str]:
    """Return the file names that count: given, reserved, and all of history."""
    held = (slug_of(r) for r in records if not r.is_draft or r.get(RESERVED))
    return frozenset((*held, *ever))


def series(
    scheme: Scheme, records: Iterable[Record], ever: Iterable[str] = ()
) -> tuple[Series, ...]:
    """Return the series of a scheme among records and what history knows."""
    filed, drafts = [], []
    for record in records:
        if not record.is_draft:
            filed.append(slug_of(record))
        elif record.get(RESERVED):
            drafts.append(slug_of(record))
    given: dict[tuple[str, ...], dict[int, list[str]]] = {}
    for key, serial, slug in _placed(scheme, filed):
        given.setdefault(key, {}).setdefault(serial, []).append(slug)
    reserved = _grouped(scheme, drafts)
    known = _grouped(scheme, ever)
    keys = sorted({*given, *reserved, *known})
    return tuple(
        Series(
            scheme,
            key,
            {n: tuple(sorted(slugs)) for n, slugs in given.get(key, {}).items()},
            frozenset(reserved.get(key, ())),
            frozenset(known.get(key, set()) - given.get(key, {}).keys()),
        )
        for key in keys
    )


def report(found: Iterable[Series], as_of: datetime.date) -> Table:
    """Return the state of all series: gaps, doubles, vanished numbers, room."""
    columns = heads(
        scheme=M("Scheme"),
        series=M("Series"),
        given=M("Given"),
        highest=M("Highest"),
        reserved=M("Reserved"),
        gaps=M("Gaps"),
        twice=M("Given twice"),
        vanished=M("Vanished"),
        room=M("Left"),
    )
    rows = tuple(_row(one) for one in found)
    return Table("number-series", M("Number series"), columns, rows, as_of.isoformat())


def _row(one: Series) -> tuple[str | int | None, ...]:
    return (
        one.scheme.id,
        " ".join(one.key),
        sum(len(slugs) for slugs in one.given.values()),
        one.highest,
        _listed(sorted(one.reserved)),
        _listed(one.gaps),
        _listed(one.twice),
        _listed(sorted(one.vanished)),
        one.room,
    )


def _listed(serials: Iterable[int]) -> str:
    """Write serials as ranges: ``3, 7–9``."""
    runs: list[list[int]] = []
    for serial in serials:
        if runs and runs[-1][1] + 1 == serial:
            runs[-1][1] = serial
        else:
            runs.append([serial, serial])
    texts = [str(a) if a == b else f"{a}–{b}" for a, b in runs]
    return ", ".join(texts[:_LISTED]) + (" …" if len(texts) > _LISTED else "")


def _grouped(
    scheme: Scheme, slugs: Iterable[str]
) -> Mapping[tuple[str, ...], set[int]]:
    found: dict[tuple[str, ...], set[int]] = {}
    for key, serial in _read(scheme, slugs):
        found.setdefault(key, set()).add(serial)
    return found


def _read(
    scheme: Scheme, slugs: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], int]]:
    for key, serial, _ in _placed(scheme, slugs):
        yield key, serial


def _placed(
    scheme: Scheme, slugs: Iterable[str]
) -> Iterator[tuple[tuple[str, ...], int, str]]:
    for slug in slugs:
        texts = scheme.parse_slug(slug).value
        if texts is not None:
            yield scheme.slug_key(texts), int(texts[scheme.serial.name]), slug
