"""What makes one volume (立卷单位), and what may not be mixed in it.

Section ``volume_unit`` of a pack; each rule says one thing::

    - {id: unit, for: {type: volume}, one: [year, subject]}   # stated by the volume
    - {id: same-customer, same: {subject: subject}}           # item field: volume field
    - {id: values-apart, apart: retention.class}              # one value only
    - {id: top-secret-alone, alone: top-level,                # or a condition
       company: {reason: true}, outnumbered: warning}
    - {id: size, max: {items: 200, pages: 300}}
    - {id: once, once: true}                                  # no item in two volumes

``company`` lets a few others into a volume of what stands ``alone``: each needs
a relation to one of those and, if ``reason`` says so, a reason there or in its
line of the contents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.json import Json, Pointer
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules.secrecy import Level, secrecy
from dangan.rules.volume_contents import Entry, entries
from dangan.rules.words import applying

SECTION = "volume_unit"
Kind = Literal[
    "unstated", "foreign", "unsaid", "mixed", "company", "outnumbered", "big", "twice"
]
#: Word for what stands alone → whether a secrecy level is meant.
_MARKED: Mapping[str, Callable[[Level], bool]] = {"top-level": lambda level: level.top}


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a volume that does not make one unit with the rest.

    ``unstated``: the volume lacks a field of its unit · ``foreign``, ``unsaid``:
    an item has another value there, or none · ``mixed``: values that stand apart
    are together · ``company``: what stands alone has company without a recorded
    reason · ``outnumbered``: more company than what stands alone · ``big``: over
    the largest size · ``twice``: an item is in another volume too.
    """

    kind: Kind
    #: Node of the volume.
    pointer: Pointer
    #: Name of the field or limit, where the fault is about one.
    field: str
    rule: Rule
    entry: Entry | None = None
    #: Other volume, for ``twice``.
    other: Record | None = None


def faults(volume: Record, policy: Policy, archive: Archive) -> tuple[Fault, ...]:
    """Return what keeps a volume from being one unit."""
    rows = entries(volume, archive)
    found: list[Fault] = []
    for rule in applying(policy, SECTION, volume.data):
        found += _unstated(rule, volume)
        found += _foreign(rule, volume, rows)
        found += _mixed(rule, volume, rows)
        found += _company(rule, rows, policy, archive)
        found += _big(rule, rows)
        found += _twice(rule, volume, rows, archive)
    return tuple(found)


def _unstated(rule: Rule, volume: Record) -> Iterator[Fault]:
    for name in rule.data.get("one", ()):
        if volume.get(name) is None:
            yield Fault("unstated", (), name, rule)


def _foreign(rule: Rule, volume: Record, rows: tuple[Entry, ...]) -> Iterator[Fault]:
    for name, field in rule.data.get("same", {}).items():
        wanted = volume.get(field)
        for entry in rows if wanted is not None else ():
            value = entry.item.get(name)
            if value != wanted:
                kind: Kind = "unsaid" if value is None else "foreign"
                yield Fault(kind, entry.pointer, name, rule, entry)


def _mixed(rule: Rule, volume: Record, rows: tuple[Entry, ...]) -> Iterator[Fault]:
    name = rule.data.get("apart")
    if not name:
        return
    values = [entry.item.get(name) for entry in rows]
    leading = _leading(volume.get(name), values)
    for entry, value in zip(rows, values, strict=True):
        if value is not None and value != leading:
            yield Fault("mixed", entry.pointer, name, rule, entry)


def _leading(stated: Json, values: list[Json]) -> Json:
    """Return what the volume states, else what most items have, else the first."""
    counts = Counter(str(value) for value in values if value is not None)
    if stated is not None or not counts:
        return stated
    most = counts.most_common(1)[0][0]
    return next(value for value in values if str(value) == most)


def _company(
    rule: Rule, rows: tuple[Entry, ...], policy: Policy, archive: Archive
) -> Iterator[Fault]:
    if "alone" not in rule.data:
        return
    is_alone = _test(rule.data["alone"], policy, archive)
    alone = {entry.item.id for entry in rows if is_alone(entry.item)}
    others = [entry for entry in rows if entry.item.id not in alone]
    if not alone:
        return
    for entry in others:
        if not _has_reason(entry, alone, rule, archive):
            yield Fault("company", entry.pointer, "", rule, entry)
    if len(others) > len(alone) and "outnumbered" in rule.data:
        yield Fault("outnumbered", ("contents",), "", rule)


def _test(alone: Json, policy: Policy, archive: Archive) -> Callable[[Record], bool]:
    if isinstance(alone, Mapping):
        return lambda item: matches(alone, item.data)
    marked = _MARKED[alone]
    return lambda item: marked(secrecy(item, policy, archive).level)


def _has_reason(entry: Entry, alone: set[str], rule: Rule, archive: Archive) -> bool:
    """Tell whether a relation, in either direction, says why it is there."""
    company, item = rule.data.get("company"), entry.item
    if company is None:
        return False
    out = [row for _, row in item.each("relations") if row.get("to") in alone]
    back = [row for r, row in archive.related.get(item.id, ()) if r.id in alone]
    enough = entry.data.get("reason") or not company.get("reason", False)
    return any(row.get("reason") or enough for row in (*out, *back))


def _big(rule: Rule, rows: tuple[Entry, ...]) -> Iterator[Fault]:
    limits = rule.data.get("max", {})
    if len(rows) > limits.get("items", len(rows)):
        yield Fault("big", ("contents",), "items", rule)
    pages = sum(_whole(entry.item.get("pages")) for entry in rows)
    if pages > limits.get("pages", pages):
        yield Fault("big", ("contents",), "pages", rule)


def _whole(value: Json) -> int:
    return value if isinstance(value, int) else 0


def _twice(
    rule: Rule, volume: Record, rows: tuple[Entry, ...], archive: Archive
) -> Iterator[Fault]:
    seen: set[str] = set()
    for entry in rows if rule.data.get("once") else ():
        homes = archive.volume_of.get(entry.item.id, ())
        other = next((home for home in homes if home is not volume), None)
        if entry.item.id in seen or other:
            yield Fault("twice", entry.pointer, "", rule, entry, other)
        seen.add(entry.item.id)
