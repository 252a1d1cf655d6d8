"""Where the items of a volume do not stand as the rules of order want."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules.volume_contents import Entry, entries
from dangan.rules.volume_order import SECTION, Order, order
from dangan.rules.words import applying

Rows = Mapping[str, tuple[int, Entry]]


@dataclass(frozen=True, slots=True)
class Breach:
    """An entry that does not stand where it must."""

    #: ``reversed``: must stand behind ``other`` · ``torn``: must stand beside
    #: it · ``unsorted``: ``other`` is what must stand here.
    kind: Literal["reversed", "torn", "unsorted"]
    entry: Entry
    other: Entry
    clauses: tuple[str, ...]


def breaches(volume: Record, policy: Policy, archive: Archive) -> tuple[Breach, ...]:
    """Compare how a volume lies with the order that the rules give.

    Sorting is judged only where the pair rules are kept and every item has the
    value that is sorted by.
    """
    wanted = order(volume, policy, archive)
    placed = enumerate(entries(volume, archive))
    rows = {entry.item.id: (place, entry) for place, entry in placed}
    ties = _tie_clauses(policy, volume)
    found = (*_reversed(wanted, rows), *_torn(wanted, rows, ties))
    return found or tuple(_unsorted(wanted, rows))


def _reversed(wanted: Order, rows: Rows) -> Iterator[Breach]:
    for pair in wanted.pairs:
        (first, front), (then, back) = rows[pair.first], rows[pair.then]
        if first > then:
            yield Breach("reversed", back, front, pair.rule.clauses)


def _torn(wanted: Order, rows: Rows, clauses: tuple[str, ...]) -> Iterator[Breach]:
    for block in wanted.blocks:
        placed = sorted((rows[item] for item in block), key=lambda row: row[0])
        for (place, entry), (following, other) in pairwise(placed):
            if following != place + 1:
                yield Breach("torn", other, entry, clauses)


def _unsorted(wanted: Order, rows: Rows) -> Iterator[Breach]:
    if wanted.unsorted or not wanted.sorted_by:
        return
    actual = sorted(rows.values(), key=lambda row: row[0])
    clauses = tuple(c for rule in wanted.sorted_by for c in rule.clauses)
    for (_, entry), item in zip(actual, wanted.items, strict=True):
        if entry.item.id != item:
            yield Breach("unsorted", entry, rows[item][1], clauses)
            return


def _tie_clauses(policy: Policy, volume: Record) -> tuple[str, ...]:
    rules = applying(policy, SECTION, volume.data)
    return tuple(c for rule in rules if "together" in rule.data for c in rule.clauses)
