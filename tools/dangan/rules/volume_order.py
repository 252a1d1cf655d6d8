"""The order inside a volume (卷内排列): what stands before what.

Section ``volume_order`` of a pack knows three kinds of rules::

    -{id: reply - first, relation: [replies_to], first: source, rank: 1}
    -{
        id: printed - first,
        relation: [copy_of],
        rank: 3,
        first: {document_role: printed},
        before: {document_role: final - draft},
    }
    -{
        id: certificate - first,
        first: {kind: certificate},
        before: {document_role: attachment},
        rank: 2,
    }
    -{id: stay - together, together: [replies_to, attachment_of, copy_of]}
    -{
        id: by - date,
        sort: [
            formed_on,
            {field: number},
            {field: region, list: [north, south]},
            {field: rank, order: descending},
        ],
        rank: 9,
    }

A *pair rule* with ``relation`` orders two related items, ``first`` being the
``source`` (that states the relation), the ``target``, or the one that meets a
condition; without ``relation`` it orders any two items of the volume. What
belongs *together* is one block. Blocks, and items inside a block, follow the
*sort* keys wherever no pair rule speaks. Of two pair rules that contradict each
other the one with the smaller ``rank`` wins, and the other is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules.graph import Edge, acyclic, components, topological
from dangan.rules.reasons import reasons
from dangan.rules.volume_contents import entries
from dangan.rules.words import applying, words

SECTION = "volume_order"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items of a volume of which a rule puts one before the other."""

    #: Ids of the items.
    first: str
    then: str
    rank: int
    rule: Rule


@dataclass(frozen=True, slots=True)
class Order:
    """The order that a volume's items must have, with what decided it."""

    #: Ids of the items from the front to the back.
    items: tuple[str, ...]
    #: Blocks that stay together, as sets of ids; only those of two and more.
    blocks: tuple[frozenset[str], ...]
    #: Pair rules that hold.
    pairs: tuple[Pair, ...]
    #: Pair rules that a stronger one overrules.
    conflicts: tuple[Pair, ...]
    #: Items without a value of the first sort key: their place is a guess.
    unsorted: tuple[str, ...]
    sorted_by: tuple[Rule, ...]
    because: tuple[Reason, ...]


def order(volume: Record, policy: Policy, archive: Archive) -> Order:
    """Return the order in which the items of a volume must stand."""
    rules = applying(policy, SECTION, volume.data)
    items = {entry.item.id: entry.item for entry in entries(volume, archive)}
    sorting = tuple(rule for rule in rules if "sort" in rule.data)
    place = _ranked(tuple(items.values()), sorting)
    blocks = components(tuple(items), tuple(_ties(rules, items)))
    pairs = sorted(_pairs(rules, items), key=_pair_key)
    held, dropped = acyclic(tuple(pairs), _edge, blocks)
    ids = topological(tuple(items), tuple(map(_edge, held)), blocks, place)
    several = tuple(frozenset(b) for b in blocks if len(b) > 1)
    unsorted = tuple(_unsorted(items.values(), sorting))
    because = tuple(_because(held, sorting))
    return Order(ids, several, held, dropped, unsorted, sorting, because)


def _pair_key(pair: Pair) -> tuple[int, str, str]:
    return (pair.rank, pair.first, pair.then)


def _edge(pair: Pair) -> Edge:
    return (pair.first, pair.then)


def _because(pairs: Sequence[Pair], sorting: Sequence[Rule]) -> Iterator[Reason]:
    for pair in pairs:
        text = M("{rule}: this one stands first", rule=pair.rule.label or pair.rule.id)
        yield from reasons(pair.rule, text, record=pair.first)
    for rule in sorting:
        keys = ", ".join(_field(key) for key in rule.data["sort"])
        yield from reasons(rule, M("otherwise sorted by {fields}", fields=keys))


def _ties(rules: Sequence[Rule], items: Mapping[str, Record]) -> Iterator[Edge]:
    """Yield pairs of items that belong to one block."""
    kinds = {kind for rule in rules for kind in rule.data.get("together", ())}
    for item in items.values():
        for _, row in item.each("relations"):
            if row.get("kind") in kinds and row.get("to") in items:
                yield (item.id, str(row["to"]))


def _pairs(rules: Sequence[Rule], items: Mapping[str, Record]) -> Iterator[Pair]:
    for rule in rules:
        if "first" not in rule.data:
            continue
        related = "relation" in rule.data
        pairs = _related(rule, items) if related else _by_role(rule, items)
        for first, then in pairs:
            yield Pair(first, then, int(rule.data.get("rank", 5)), rule)


def _related(rule: Rule, items: Mapping[str, Record]) -> Iterator[Edge]:
    kinds = words(rule.data["relation"])
    for item in items.values():
        for _, row in item.each("relations"):
            if row.get("kind") in kinds and row.get("to") in items:
                yield from _directed(rule, item, items[str(row["to"])])


def _directed(rule: Rule, source: Record, target: Record) -> Iterator[Edge]:
    first = rule.data["first"]
    if first == "source":
        yield (source.id, target.id)
    elif first == "target":
        yield (target.id, source.id)
    else:
        for one, other in ((source, target), (target, source)):
            if matches(first, one.data) and matches(rule.data["before"], other.data):
                yield (one.id, other.id)


def _by_role(rule: Rule, items: Mapping[str, Record]) -> Iterator[Edge]:
    behind = [i for i in items.values() if matches(rule.data["before"], i.data)]
    for item in items.values():
        if matches(rule.data["first"], item.data):
            yield from ((item.id, other.id) for other in behind if other is not item)


def _ranked(items: Sequence[Record], sorting: Sequence[Rule]) -> Mapping[str, int]:
    """Return id → place by the sort keys alone."""
    ranked = sorted(items, key=lambda item: (item.name, item.id))
    keys = [key for rule in sorting for key in rule.data["sort"]]
    for key in reversed(keys):
        ranked.sort(key=partial(_sortable, key), reverse=_falls(key))
    return {item.id: index for index, item in enumerate(ranked)}


def _sortable(key: str | JsonObject, item: Record) -> tuple[Json, ...]:
    """Return a sortable form; what has no value comes last in either direction."""
    value = item.get(_field(key))
    if isinstance(key, Mapping) and "list" in key:
        listed = list(key["list"])
        value = listed.index(value) if value in listed else None
    lacks = value is None
    return (lacks != _falls(key), () if lacks else _natural(str(value)))


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Split ``MK-9`` so that it sorts before ``MK-10``."""
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(p), "") if p.isdecimal() else (1, 0, p) for p in parts)


def _falls(key: str | JsonObject) -> bool:
    return isinstance(key, Mapping) and key.get("order") == "descending"


def _field(key: str | JsonObject) -> str:
    return key if isinstance(key, str) else str(key["field"])


def _unsorted(items: Iterable[Record], sorting: Sequence[Rule]) -> Iterator[str]:
    first = next((_field(key) for rule in sorting for key in rule.data["sort"]), "")
    for item in items:
        if first and item.get(first) is None:
            yield item.id
