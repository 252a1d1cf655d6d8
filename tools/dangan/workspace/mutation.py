"""Is a clause really carried? Take its data away and see whether a case notices.

For every clause that data carry, each place that cites it is removed, and then
each of its values is altered, one at a time. A change that no case of the
clause notices has survived. A removal that survives means that the clause is
not carried, whatever clauses.yaml says.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject, Pointer, dotted
from dangan.policy.coverage import CARRIED_BY_DATA
from dangan.policy.frozen import freeze, thaw
from dangan.policy.merge import chain, layers
from dangan.policy.pack import Choice, Edition, Pack, Parameter
from dangan.policy.sections import SECTIONS
from dangan.policy.written import cited
from dangan.workspace.case_archive import Host
from dangan.workspace.casebook import try_case

#: Keys that say something to people or to the product, not to records.
_PROSE = frozenset(
    {"id", "clause", "label", "help", "note", "says", "fix", "source", "example",
     "examples", "list", "severity", "reading", "offer", "use", "rank", "mark", "ask",
     "status"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """One change to the data of a clause, and whether a case noticed it."""

    clause: str
    #: Where in pack.yaml, for people.
    place: str
    #: removed, or altered.
    kind: str
    noticed: bool
    #: Id of the regulation below whose rule of the same id holds in its place.
    instead: str = ""


@dataclass(frozen=True, slots=True)
class _Change:
    """A pack with one change: removed or altered, where, what holds instead."""

    kind: str
    place: str
    pack: Pack
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What mutation says of one clause."""

    clause: str
    cases: int
    mutants: tuple[Mutant, ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        """Return the changes that no case noticed."""
        return tuple(mutant for mutant in self.mutants if not mutant.noticed)

    @property
    def is_carried(self) -> bool:
        """Tell whether there is a case, and no removal stays unnoticed."""
        return self.cases > 0 and not self.of_kind("removed")

    def of_kind(self, kind: str) -> tuple[Mutant, ...]:
        """Return the changes of a kind that no case noticed."""
        return tuple(mutant for mutant in self.survivors if mutant.kind == kind)


def mutate(host: Host, pack: Pack, *, alter: bool = True) -> tuple[Verdict, ...]:
    """Return a verdict for every clause of a pack that data carry."""
    wanted = [c.id for c in pack.clauses.values() if c.state in CARRIED_BY_DATA]
    return tuple(_verdict(host, pack, clause, alter=alter) for clause in wanted)


def _verdict(host: Host, pack: Pack, clause: str, *, alter: bool) -> Verdict:
    cases = [c for c in pack.cases if clause in map(pack.full, c["clauses"])]
    below = chain(host.packs, pack)[:-1]
    mutants = []
    for one in _changes(pack, clause, below, alter=alter):
        noticed = any(_notices(host, one.pack, case) for case in cases)
        mutants.append(Mutant(clause, one.place, one.kind, noticed, one.instead))
    return Verdict(clause, len(cases), tuple(mutants))


def _notices(host: Host, mutant: Pack, case: Any) -> bool:
    others = {**host.packs, mutant.id: mutant}
    try:
        return not try_case(replace(host, packs=others), mutant, case).holds
    except (SetupError, AttributeError, KeyError, TypeError, ValueError):
        return True  # a pack that cannot be read any more is noticed


def _changes(
    pack: Pack, clause: str, below: tuple[Pack, ...], *, alter: bool
) -> Iterator[_Change]:
    for edition in pack.editions:
        for section, entries in edition.sections.items():
            for index, entry in enumerate(entries):
                for route in _citing(entry, clause, pack):
                    way = (section, index, *route)
                    instead = "" if route else _below(below, edition, section, entry)
                    without = _without(pack, edition, way)
                    yield _Change("removed", dotted(way), without, instead)
                    for leaf in _leaves(_at(entry, route), route) if alter else ():
                        spot = (section, index, *leaf)
                        other = _altered(pack, edition, spot)
                        yield _Change("altered", dotted(spot), other)
        yield from _of_adaptations(pack, edition, clause)
        yield from _of_editions(pack, edition, clause)
    yield from _of_choices(pack, clause)
    yield from _of_parameters(pack, clause)


def _below(
    line: tuple[Pack, ...], edition: Edition, section: str, entry: JsonObject
) -> str:
    """Return the pack whose rule of the same id holds where an entry is missing."""
    name = entry.get("id") or entry.get(SECTIONS[section].key)
    rules = layers(line, edition.effective_from).get(section, ())
    return next((rule.pack for rule in rules if rule.id == name), "")


def _of_adaptations(pack: Pack, edition: Edition, clause: str) -> Iterator[_Change]:
    """Leave the rule below as it is where the clause asks for a difference."""
    for row in edition.adapt:
        if clause in map(pack.full, cited(row)):
            kept = replace(
                edition, adapt=tuple(r for r in edition.adapt if r is not row)
            )
            editions = tuple(kept if e is edition else e for e in pack.editions)
            changed = replace(pack, editions=editions)
            yield _Change("removed", f"adapt.{row['id']}", changed)


def _of_editions(pack: Pack, edition: Edition, clause: str) -> Iterator[_Change]:
    """Take the first day away where the clause says when the rules come into force."""
    if clause in map(pack.full, edition.clauses):
        endless = replace(edition, effective_from=datetime.date.min.isoformat())
        editions = tuple(endless if e is edition else e for e in pack.editions)
        place = f"editions.{edition.effective_from}"
        yield _Change("removed", place, replace(pack, editions=editions))


def _of_choices(pack: Pack, clause: str) -> Iterator[_Change]:
    """Take another reading; a case that chooses for itself does not count."""
    for name, choice in pack.choices.items():
        if clause in choice.clauses:
            other = next(r for r in choice.readings if r != choice.take)
            changed: Mapping[str, Choice] = {
                **pack.choices,
                name: replace(choice, take=other),
            }
            other_way = replace(pack, choices=changed)
            yield _Change("altered", f"choices.{name}", other_way)


def _of_parameters(pack: Pack, clause: str) -> Iterator[_Change]:
    for name, parameter in pack.parameters.items():
        if clause in parameter.clauses and not parameter.waits_for:
            kept: Mapping[str, Parameter] = {
                n: p for n, p in pack.parameters.items() if n != name
            }
            without = replace(pack, parameters=kept)
            yield _Change("removed", f"parameters.{name}", without)


def _citing(
    node: Json, clause: str, pack: Pack, route: Pointer = ()
) -> Iterator[Pointer]:
    """Yield the ways to the innermost mappings of an entry that cite a clause."""
    if isinstance(node, Mapping):
        own = node.get("clause", ())
        if clause in map(pack.full, (own,) if isinstance(own, str) else own):
            yield route
    rows: Iterable[tuple[str | int, Json]] = ()
    if isinstance(node, Mapping):
        rows = node.items()
    elif isinstance(node, tuple):
        rows = enumerate(node)
    for step, child in rows:
        yield from _citing(child, clause, pack, (*route, step))


def _leaves(node: Json, route: Pointer) -> Iterator[Pointer]:
    if isinstance(node, Mapping):
        for key, child in node.items():
            if key not in _PROSE:
                yield from _leaves(child, (*route, key))
    elif isinstance(node, tuple):
        for index, child in enumerate(node):
            inner_clause = isinstance(child, Mapping) and "clause" in child
            if not inner_clause:
                yield from _leaves(child, (*route, index))
    else:
        yield route


def _at(node: Json, route: Pointer) -> Json:
    for step in route:
        node = node[step]
    return node


def _without(pack: Pack, edition: Edition, way: Pointer) -> Pack:
    """Return the pack without the entry or line at ``way``."""
    sections = {name: thaw(rows) for name, rows in edition.sections.items()}
    parent = _at(sections, way[:-1])
    del parent[way[-1]]
    return _with_sections(pack, edition, sections)


def _altered(pack: Pack, edition: Edition, way: Pointer) -> Pack:
    """Return the pack with another value at ``way``."""
    sections = {name: thaw(rows) for name, rows in edition.sections.items()}
    parent = _at(sections, way[:-1])
    parent[way[-1]] = _other(parent[way[-1]])
    return _with_sections(pack, edition, sections)


#: Words of which the product knows only these; any other is refused on loading.
_SWAPS: Mapping[Json, str] = MappingProxyType(
    {
        "year-end": "anniversary",
        "event-year-end": "anniversary",
        "fiscal-year-end": "anniversary",
        "anniversary": "year-end",
        "refuse": "widen",
        "widen": "refuse",
    }
)


def _other(value: Json) -> Json:
    """Return another value of the same kind."""
    if value in _SWAPS:
        return _SWAPS[value]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int | float):
        return value + 1
    if isinstance(value, str) and value.startswith("P") and value[-1:] in "YMWD":
        digits = "".join(c for c in value if c.isdecimal())
        return value.replace(digits, str(int(digits) + 1), 1) if digits else f"{value}x"
    return f"{value}x"


def _with_sections(pack: Pack, edition: Edition, sections: Mapping[str, Json]) -> Pack:
    changed = replace(edition, sections=freeze(sections))
    editions = tuple(changed if e is edition else e for e in pack.editions)
    return replace(pack, editions=editions)
