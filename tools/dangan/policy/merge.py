"""From the packs of a chain to one list of rules per section, on one day.

A child adds rules, replaces one with the same id, or drops it with a reason;
its own rules stand before those of its parent. An edition that amends does the
same to the earlier edition of its pack.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from dangan.model.errors import PackError
from dangan.model.message import M
from dangan.policy.adapting import adapted
from dangan.policy.faults import nearest
from dangan.policy.frozen import Frozen
from dangan.policy.pack import Edition, Pack
from dangan.policy.repeats import aliases, cited_anew
from dangan.policy.sections import SECTIONS
from dangan.policy.written import Layers, Written, cited


def chain(packs: Mapping[str, Pack], pack: Pack) -> tuple[Pack, ...]:
    """Return the pack and what it rests on, the base first."""
    line = [pack]
    while line[0].extends:
        parent = packs[line[0].extends]
        if parent in line:
            raise PackError(
                M("extends itself by way of {id}", id=parent.id),
                context=(pack.id, "extends"),
                hint="take extends out of one of them",
            )
        line.insert(0, parent)
    return tuple(line)


def days(line: tuple[Pack, ...]) -> tuple[str, ...]:
    """Return the days on which the rules of a chain change, the oldest first."""
    return tuple(sorted({e.effective_from for pack in line for e in pack.editions}))


#: Chains and days whose rules are kept, so that a case or a record costs no merging.
_KEPT = 512


def layers(line: tuple[Pack, ...], day: str) -> Layers:
    """Return the rules of a chain as they stand on a day."""
    return {
        section: tuple(_taken_over(rules))
        for section, rules in _merged(line, day).items()
    }


@lru_cache(maxsize=_KEPT)
def _merged(line: tuple[Pack, ...], day: str) -> Layers:
    """Return the rules of a chain with what is only offered; packs never change."""
    if not line:
        return {}
    pack = line[-1]
    edition = pack.edition_on(day)
    own, below = _own(pack, edition), _merged(line[:-1], day)
    _refuse_idle(own, below)
    adjusted = adapted(_cited_anew(below, line, pack), line, pack, edition)
    return _over(adjusted, own.rules, own.drops)


def _cited_anew(merged: Layers, line: tuple[Pack, ...], pack: Pack) -> Layers:
    """Let the rules below cite the clauses of the pack that repeat theirs."""
    names = aliases(pack)
    if not names:
        return merged
    writers = {below.id: below for below in line}
    return {
        section: tuple(
            replace(
                rule,
                data=cited_anew(rule.data, writers[rule.pack], names),
                clauses=tuple(names.get(clause, clause) for clause in rule.clauses),
            )
            if not names.keys().isdisjoint(rule.clauses)
            else rule
            for rule in rules
        )
        for section, rules in merged.items()
    }


#: (section, id) of a rule.
Name = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Own:
    """What one edition of a pack adds and drops, with what it amends."""

    rules: Layers
    #: What it drops → way to the line, for messages.
    drops: Mapping[Name, tuple[str, ...]]
    #: Everything that it or an edition it amends has written.
    names: frozenset[Name]


def _own(pack: Pack, edition: Edition) -> _Own:
    written = {
        section: tuple(_written(pack, edition, section)) for section in edition.sections
    }
    drops, names = _drops(pack, edition), _names(written)
    if not edition.amends:
        return _Own(written, drops, names)
    earlier = next(e for e in pack.editions if e.effective_from == edition.amends)
    below = _own(pack, earlier)
    rules = _over(below.rules, written, drops)
    return _Own(rules, {**below.drops, **drops}, below.names | names)


def _names(rules: Layers) -> frozenset[Name]:
    return frozenset((s, rule.id) for s in rules for rule in rules[s])


def _drops(pack: Pack, edition: Edition) -> Mapping[Name, tuple[str, ...]]:
    way = (pack.id, f"edition {edition.effective_from}")
    return {
        (drop["section"], id_): (*way, f"drop[{index}]")
        for index, drop in enumerate(edition.drop)
        for id_ in drop["ids"]
    }


def _refuse_idle(own: _Own, below: Layers) -> None:
    """A drop of something that is not there is a slip of the pen."""
    there = own.names | _names(below)
    for (section, id_), way in own.drops.items():
        if (section, id_) not in there:
            known = [name for part, name in there if part == section]
            is_section = section in SECTIONS
            raise PackError(
                M("nothing to drop: {section} {id}", section=section, id=id_),
                context=way,
                hint=nearest(id_, known) if is_section else nearest(section, SECTIONS),
            )


def _over(
    below: Layers, above: Layers, drops: Mapping[Name, tuple[str, ...]]
) -> Layers:
    names = [name for name in SECTIONS if name in below or name in above]
    return {name: tuple(_stacked(name, below, above, drops)) for name in names}


def _stacked(
    name: str,
    below: Layers,
    above: Layers,
    drops: Mapping[Name, tuple[str, ...]],
) -> Iterator[Written]:
    own = above.get(name, ())
    replaced = {rule.id for rule in own}
    yield from own
    for rule in below.get(name, ()):
        if rule.id not in replaced and (name, rule.id) not in drops:
            yield rule


def _written(pack: Pack, edition: Edition, section: str) -> Iterator[Written]:
    seen: set[str] = set()
    for index, entry in enumerate(edition.sections[section]):
        path = (*edition.path, section, index)
        name = str(
            entry.get("id")
            or entry.get(SECTIONS[section].key)
            or f"{section}-{index + 1}"
        )
        if name in seen:
            way = (pack.id, f"edition {edition.effective_from}", f"{section}[{index}]")
            raise PackError(
                M("two rules have the id {name}", name=name),
                context=way,
                hint="give one another id",
            )
        seen.add(name)
        clauses = tuple(pack.full(c) for c in cited(entry))
        yield Written(
            section, name, Frozen({"id": name, **entry}), clauses, pack.id, path
        )


def _taken_over(rules: tuple[Written, ...]) -> Iterator[Written]:
    """Put what is offered under the rules that use it, and leave the offers out."""
    offers = {rule.id: rule for rule in rules if rule.data.get("offer")}
    for rule in rules:
        if rule.data.get("offer"):
            continue
        name = rule.data.get("use")
        yield rule if name is None else _with_offer(rule, offers, str(name))


def _with_offer(rule: Written, offers: Mapping[str, Written], name: str) -> Written:
    if name not in offers:
        step = f"{rule.section} ({rule.id})"
        raise PackError(
            M("nothing of this name is offered: {name}", name=name),
            context=(rule.pack, step, "use"),
            hint=nearest(name, offers),
        )
    offered = offers[name]
    data = {k: v for k, v in offered.data.items() if k not in {"offer", "id"}}
    data.update({k: v for k, v in rule.data.items() if k != "use"})
    clauses = tuple(dict.fromkeys((*rule.clauses, *offered.clauses)))
    return replace(
        rule, data=Frozen(data), clauses=clauses, taken_over=(offered.pack, offered.id)
    )
