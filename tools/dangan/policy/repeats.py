"""Clauses that say the same as one of the regulation below (同文).

Many regulations repeat another, line by line. A clause of such a text names the
clause it repeats with ``same_as``; what carries it, and the cases that prove it,
are those of that clause, and whatever cites the one cites the other from then on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.policy.faults import nearest
from dangan.policy.frozen import Frozen
from dangan.policy.pack import Clause, Pack

#: Key of a case that came along with a clause: the pack that wrote it.
ORIGIN = "from"


def completed(packs: Mapping[str, Pack]) -> Mapping[str, Pack]:
    """Return the packs with every repeating clause filled in.

    Raises PackError where a clause repeats one that the pack does not rest on.
    """
    done: dict[str, Pack] = {}
    for pack in packs.values():
        _complete(pack, packs, done)
    return {name: done[name] for name in packs}


def _complete(pack: Pack, packs: Mapping[str, Pack], done: dict[str, Pack]) -> Pack:
    if pack.id not in done:
        done[pack.id] = pack  # a chain that bites its tail is told elsewhere
        below = _complete(packs[pack.extends], packs, done) if pack.extends else None
        done[pack.id] = _repeating(pack, _line(below, done)) if aliases(pack) else pack
    return done[pack.id]


def _line(pack: Pack | None, done: Mapping[str, Pack]) -> tuple[Pack, ...]:
    """Return a pack and what it rests on, the nearest first."""
    found: list[Pack] = []
    while pack is not None and pack not in found:
        found.append(pack)
        pack = done.get(pack.extends)
    return tuple(found)


def _repeating(pack: Pack, below: tuple[Pack, ...]) -> Pack:
    known = {id_: clause for p in reversed(below) for id_, clause in p.clauses.items()}
    clauses = {
        id_: _filled(pack, clause, known) if clause.same_as else clause
        for id_, clause in pack.clauses.items()
    }
    cases = tuple(case for p in below for case in _taken(pack, p))
    return replace(pack, clauses=MappingProxyType(clauses), cases=pack.cases + cases)


def _filled(pack: Pack, clause: Clause, known: Mapping[str, Clause]) -> Clause:
    if clause.same_as not in known:
        raise PackError(
            M(
                "there is no clause {same_as} in what the pack rests on",
                same_as=clause.same_as,
            ),
            context=(pack.id, "clauses.yaml", clause.id.rpartition(".")[2], "same_as"),
            hint=nearest(clause.same_as, known),
        )
    source = known[clause.same_as]
    return replace(
        source,
        id=clause.id,
        same_as=clause.same_as,
        tag=clause.tag or source.tag,
        place=clause.place or source.place,
        text=clause.text or source.text,
        strength=clause.strength or source.strength,
    )


def _taken(pack: Pack, below: Pack) -> Iterator[JsonObject]:
    """Yield the cases that prove nothing but clauses which the pack repeats."""
    names = aliases(pack)
    for case in below.cases:
        cited = tuple(map(below.full, case["clauses"]))
        if all(full in names for full in cited):
            clauses = tuple(names[full] for full in cited)
            own = {"clauses": clauses, "holding": _holding(pack, below, case)}
            yield Frozen({ORIGIN: below.id, **case, **own})


def _holding(pack: Pack, below: Pack, case: JsonObject) -> Json:
    """Return the holding of a case, governed by the pack that repeats it."""
    merged = _over(below.case_holding, case.get("holding", Frozen()))
    return _renamed(merged, below.id, pack.id)


def _over(below: JsonObject, above: JsonObject) -> Json:
    """Lay one mapping over another, in depth."""
    rows = dict(below)
    for key, value in above.items():
        both = isinstance(value, Mapping) and isinstance(rows.get(key), Mapping)
        rows[key] = _over(rows[key], value) if both else value
    return Frozen(rows)


def _renamed(holding: JsonObject, old: str, new: str) -> Json:
    """Let the packs, parameters and choices of one regulation be another's."""
    rows = dict(holding)
    if "packs" in rows:
        rows["packs"] = tuple(
            Frozen({**row, "pack": new}) if row.get("pack") == old else row
            for row in rows["packs"]
        )
    for key in ("parameters", "choices"):
        if old in rows.get(key, {}):
            table = dict(rows[key])
            table[new] = table.pop(old)
            rows[key] = Frozen(table)
    return Frozen(rows)


def aliases(pack: Pack) -> Mapping[str, str]:
    """Return full id of each clause that the pack repeats → full id of its own."""
    return {c.same_as: c.id for c in pack.clauses.values() if c.same_as}


def cited_anew(node: Json, writer: Pack, names: Mapping[str, str]) -> Json:
    """Return rule data in which a clause that is repeated is cited by its new id."""
    if isinstance(node, Mapping):
        rows = {key: cited_anew(child, writer, names) for key, child in node.items()}
        if "clause" in rows:
            rows["clause"] = _anew(rows["clause"], writer, names)
        return Frozen(rows)
    if isinstance(node, list | tuple):
        return tuple(cited_anew(child, writer, names) for child in node)
    return node


def qualified(node: Json, writer: Pack) -> Json:
    """Return rule data whose clauses are cited in full, for use in another pack."""
    names = {writer.full(id_): writer.full(id_) for id_ in writer.clauses}
    return cited_anew(node, writer, names)


def _anew(cited: Json, writer: Pack, names: Mapping[str, str]) -> Json:
    if isinstance(cited, str):
        return names.get(writer.full(cited), cited)
    return tuple(names.get(writer.full(word), word) for word in cited)
