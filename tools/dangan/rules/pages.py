"""Page numbers of a volume (页号): from page counts, with corners and faults.

Section ``pages`` of a pack::

    - for: {type: volume}
      count: pages            # field of an item: its pages that bear writing
      start: 1
      corner_front: upper-right
      corner_back: upper-left
      blank_back: unnumbered
      means: [print, stamp]
      clause: [r61, r62]

An item printed on both sides says ``sides: double``; then its odd pages are
fronts. Without it the stamper goes by the side he sees.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.json import Json, Pointer
from dangan.model.message import M, Message
from dangan.model.reason import Derived, Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.reasons import blocked, reasons
from dangan.rules.volume_contents import Entry, entries
from dangan.rules.words import applying

SECTION = "pages"
Corner = Literal["upper-right", "upper-left", "lower-right", "lower-left"]
FaultKind = Literal["uncounted", "half", "backwards", "gap", "repeat", "count", "total"]


@dataclass(frozen=True, slots=True)
class Run:
    """The page numbers of one item in its volume."""

    entry: Entry
    #: First and last number; the last is the first less one for no pages.
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Numbering:
    """The page numbers of a whole volume."""

    runs: tuple[Run, ...]
    #: Number on the last page: the sum of all pages where counting starts at 1.
    last: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Fault:
    """Page numbers that cannot be, in a volume as it states them."""

    kind: FaultKind
    #: Node of the volume.
    pointer: Pointer
    #: The number that belongs there, where there is one.
    expected: int | None
    clauses: tuple[str, ...]


def numbering(volume: Record, policy: Policy, archive: Archive) -> Derived[Numbering]:
    """Return the numbers that the pages of a volume must bear."""
    rule = _rule(volume, policy)
    if rule is None:
        return Derived(None, (), _no_rule(policy))
    runs: list[Run] = []
    following = int(rule.data.get("start", 1))
    for entry in entries(volume, archive):
        count = _count(entry.item, rule)
        if count is None:
            lacking = M("{record} has no page count", record=entry.item.name)
            return Derived(None, tuple(_because(rule, runs)), lacking)
        runs.append(Run(entry, following, following + count - 1))
        following += count
    made = Numbering(tuple(runs), following - 1, rule)
    return Derived(made, tuple(_because(rule, runs)))


def corner(rule: Rule, item: Record, page: int) -> Derived[Corner]:
    """Return where the number of the item's n-th written page stands.

    ``page`` counts from 1 inside the item.
    """
    sides = item.get("sides")
    if sides not in {"single", "double"}:
        unknown = M(
            "whether {record} is printed on both sides is unknown", record=item.name
        )
        return Derived(None, (), unknown)
    front = sides == "single" or page % 2 == 1
    field = "corner_front" if front else "corner_back"
    text = M("the page is a front") if front else M("the page is a back")
    return Derived(rule.data[field], reasons(rule, text, record=item.id))


def faults(volume: Record, policy: Policy, archive: Archive) -> tuple[Fault, ...]:
    """Return what is wrong with page counts and stated page numbers."""
    rule = _rule(volume, policy)
    if rule is None:
        return ()
    rows = entries(volume, archive)
    return (*_of_entries(rows, rule), *_of_total(volume, rows, rule))


def _of_entries(rows: tuple[Entry, ...], rule: Rule) -> Iterator[Fault]:
    following: int | None = int(rule.data.get("start", 1))
    for entry in rows:
        count = _count(entry.item, rule)
        first, last = entry.data.get("from_page"), entry.data.get("to_page")
        if count is None:
            yield Fault("uncounted", entry.pointer, None, rule.clauses)
        if first is not None and last is not None:
            yield from _of_numbers(entry, (first, last), following, count, rule)
            following = last + 1
        else:
            if first is not None or last is not None:
                yield Fault("half", entry.pointer, None, rule.clauses)
            following = (
                None if following is None or count is None else following + count
            )


def _of_numbers(
    entry: Entry,
    stated: tuple[int, int],
    following: int | None,
    count: int | None,
    rule: Rule,
) -> Iterator[Fault]:
    first, last = stated
    begins, ends = (*entry.pointer, "from_page"), (*entry.pointer, "to_page")
    if following is not None and first != following:
        kind: FaultKind = "gap" if first > following else "repeat"
        yield Fault(kind, begins, following, rule.clauses)
    if last < first - 1:
        yield Fault("backwards", ends, None, rule.clauses)
    elif count is not None and last - first + 1 != count:
        yield Fault("count", ends, first + count - 1, rule.clauses)


def _of_total(volume: Record, rows: tuple[Entry, ...], rule: Rule) -> Iterator[Fault]:
    counts = [_count(entry.item, rule) for entry in rows]
    stated = volume.get("pages")
    if stated is None or not counts or None in counts:
        return
    total = sum(count for count in counts if count is not None)
    if stated != total:
        yield Fault("total", ("pages",), total, rule.clauses)


def _rule(volume: Record, policy: Policy) -> Rule | None:
    return next(iter(applying(policy, SECTION, volume.data)), None)


def _count(item: Record, rule: Rule) -> int | None:
    value: Json = item.get(rule.data.get("count", "pages"))
    whole = isinstance(value, int) and not isinstance(value, bool) and value >= 0
    return value if whole else None


def _because(rule: Rule, runs: list[Run]) -> Iterator[Reason]:
    for run in runs:
        text = M("pages {first}–{last}", first=run.first, last=run.last)
        yield from reasons(rule, text, record=run.entry.item.id)


def _no_rule(policy: Policy) -> Message:
    waiting = ", ".join(blocked(policy, SECTION))
    if waiting:
        return M("page numbers wait for the parameter {name}", name=waiting)
    return M("the regulation does not number pages")
