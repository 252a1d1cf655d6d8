"""What a schema cannot say of packs: that everything they name is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M
from dangan.policy.faults import Shapes, nearest
from dangan.policy.frozen import thaw
from dangan.policy.merge import chain, days, layers
from dangan.policy.pack import TODAY, Edition, Pack
from dangan.policy.relations import looks_around
from dangan.policy.settings import SAMPLES, Setting, Settings, gaps, is_of_type, settle
from dangan.policy.validity import fits
from dangan.policy.written import Written, cited

#: Keys whose value is a condition.
_CONDITIONS = ("for", "when", "match")


def prove(packs: Mapping[str, Pack], shapes: Shapes) -> None:
    """Raise PackError for the first thing a pack names that does not exist."""
    for pack in packs.values():
        _parameters(pack)
        _choices(pack)
        _editions(pack)
        _citations(pack, packs)
        line = chain(packs, pack)
        sample = _sample(line)
        for rule in _own_rules(pack, line):
            _names_known(rule, line)
            _fits(rule, sample, shapes)


def _own_rules(pack: Pack, line: tuple[Pack, ...]) -> Iterator[Written]:
    """Yield each rule that a pack writes, or fills with a parameter of its own.

    Its parents prove their rules themselves.
    """
    seen: set[Pointer] = set()
    for day in days(line):
        for rules in layers(line, day).values():
            for rule in rules:
                is_own = rule.pack == pack.id
                if is_own and rule.path not in seen:
                    seen.add(rule.path)
                    yield rule
                elif not is_own and not pack.parameters.keys().isdisjoint(
                    gaps(rule.data)
                ):
                    yield rule


def _parameters(pack: Pack) -> None:
    for parameter in pack.parameters.values():
        for key in ("suggest", "value"):
            value = getattr(parameter, key)
            is_today = key == "suggest" and value == TODAY and parameter.type == "date"
            if value is None or is_today:
                continue
            if not is_of_type(parameter, value):
                raise PackError(
                    M(
                        "not of the kind {type}: {value}",
                        type=parameter.type,
                        value=value,
                    ),
                    context=(pack.id, "parameters", parameter.name, key),
                    hint=M("write a value of the kind {type}", type=parameter.type),
                )


def _sample(line: tuple[Pack, ...]) -> Settings:
    """Return settings in which every gap has a value of its kind."""
    bare = settle(line, None)
    rows = {
        name: Setting(p, p.values[0] if p.values else SAMPLES[p.type], "sample")
        for name, p in bare.parameters.items()
    }
    return replace(bare, set=rows)


def _fits(rule: Written, sample: Settings, shapes: Shapes) -> None:
    """A parameter of the wrong kind would only be seen when a company sets it."""
    names = tuple(gaps(rule.data))
    if "adapt" in rule.path and not shapes.fits(
        rule.section, thaw(sample.filled(rule.data))
    ):
        raise PackError(
            "what is put in does not fit the section",
            context=(rule.pack, f"adapt ({rule.section} {rule.id})"),
            hint=M(
                "compare with {section} of schemas/packs/pack.schema.json",
                section=rule.section,
            ),
        )
    if names and not shapes.fits(rule.section, thaw(sample.filled(rule.data))):
        kinds = [
            f"${n} ({sample.parameters[n].type})"
            for n in names
            if n in sample.parameters
        ]
        raise PackError(
            M(
                "a parameter of this kind does not fit here: {kinds}",
                kinds=", ".join(kinds),
            ),
            context=(rule.pack, f"{rule.section} ({rule.id})"),
            hint="correct the type of the parameter",
        )


def _choices(pack: Pack) -> None:
    for choice in pack.choices.values():
        if choice.take not in choice.readings:
            raise PackError(
                M("not one of the readings: {take}", take=choice.take),
                context=(pack.id, "choices", choice.name, "take"),
                hint=nearest(choice.take, choice.readings),
            )


def _editions(pack: Pack) -> None:
    dates = [edition.effective_from for edition in pack.editions]
    for index, edition in enumerate(pack.editions):
        way = (pack.id, f"edition {edition.effective_from}")
        if index and dates[index - 1] >= edition.effective_from:
            raise PackError(
                "editions stand from the oldest to the newest",
                context=way,
                hint="move it behind the earlier one, or give it a later day",
            )
        if edition.amends and edition.amends not in dates[:index]:
            raise PackError(
                M("there is no earlier edition of {amends}", amends=edition.amends),
                context=(*way, "amends"),
                hint=nearest(edition.amends, dates[:index]),
            )


def _citations(pack: Pack, packs: Mapping[str, Pack]) -> None:
    known = {clause for other in packs.values() for clause in other.clauses}
    for way, clause in _all_cited(pack):
        if known and clause not in known:
            raise PackError(
                M("there is no clause {clause}", clause=clause),
                context=way,
                hint="correct clause, or add the line to clauses.yaml",
            )


def _all_cited(pack: Pack) -> Iterator[tuple[tuple[str, ...], str]]:
    for parameter in pack.parameters.values():
        for clause in parameter.clauses:
            yield (pack.id, "parameters", parameter.name), clause
    for choice in pack.choices.values():
        for clause in choice.clauses:
            yield (pack.id, "choices", choice.name), clause
    for edition in pack.editions:
        yield from _cited_in(pack, edition)


def _cited_in(pack: Pack, edition: Edition) -> Iterator[tuple[tuple[str, ...], str]]:
    way = (pack.id, f"edition {edition.effective_from}")
    for clause in edition.clauses:
        yield (*way, "clause"), clause
    for section, entries in edition.sections.items():
        for index, entry in enumerate(entries):
            for clause in cited(entry):
                yield (*way, f"{section}[{index}]"), pack.full(clause)
    for index, row in enumerate(edition.adapt):
        for clause in cited(row):
            yield (*way, f"adapt[{index}]"), pack.full(clause)


def _names_known(rule: Written, line: tuple[Pack, ...]) -> None:
    way = (rule.pack, f"{rule.section} ({rule.id})")
    parameters = {name for pack in line for name in pack.parameters}
    choices = {c.name: c for pack in line for c in pack.choices.values()}
    for name in gaps(rule.data):
        if name not in parameters and name not in choices:
            raise PackError(
                M("neither a parameter nor a choice: ${name}", name=name),
                context=way,
                hint=nearest(name, (*parameters, *choices)),
            )
    for name, readings in rule.data.get("reading", {}).items():
        allowed = choices[name].readings if name in choices else {}
        for reading in (readings,) if isinstance(readings, str) else readings:
            if reading not in allowed:
                raise PackError(
                    M("no such reading: {name} {reading}", name=name, reading=reading),
                    context=(*way, "reading"),
                    hint=nearest(reading, allowed or choices),
                )
    _conditions(rule.data, way)


def _conditions(node: Json, way: tuple[str, ...]) -> None:
    if isinstance(node, list | tuple):
        for child in node:
            _conditions(child, way)
    elif isinstance(node, Mapping):
        for key, child in node.items():
            if key in _CONDITIONS and isinstance(child, Mapping):
                _condition(child, (*way, key))
            _conditions(child, way)


def _condition(condition: JsonObject, way: tuple[str, ...]) -> None:
    for path, wanted in condition.items():
        if path == "relate":
            _relations(wanted, way)
        elif isinstance(wanted, Mapping) and not {"absent", "present"} & set(wanted):
            try:
                fits(thaw(wanted))
            except ValueError as error:
                raise PackError(
                    M("not a JSON Schema: {error}", error=error),
                    context=(*way, path),
                    hint="write a value, a list of values, or a JSON Schema",
                ) from error


def _relations(relations: Json, way: tuple[str, ...]) -> None:
    for relation in relations:
        if looks_around(relation):
            raise PackError(
                M("{relation} looks beyond the record", relation=relation["relation"]),
                context=(*way, "relate"),
                hint="move it to relate of a rule in fields",
            )
