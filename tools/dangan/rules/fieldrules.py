"""Field rules (著录规则): required, explained, forbidden, of a form, consistent.

Section ``fields`` of a pack::

    - {id: full-name, for: {type: customer}, field: title, require: true}
    - {id: fax, field: fax, require: explained}      # or a line of not_stated
    - {id: content-closed, when: {confidential: true}, field: matter,
       require: forbidden}
    - {id: two-people, field: from.person, differs_from: to.person}
    - {id: opened-first, field: closed_on,
       relate: [{relation: before, of: opened_on, than: closed_on}]}
    - {id: in-its-time, field: formed_on,                # of the record it belongs to
       relate: [{relation: before, of: formed_on, through: subject, than: closed_on}]}

A field kept on paper or sealed counts as there, and ``held_on_paper: true`` of
the record explains what it lacks. A blank text does not. A
relation that cannot be told because a field is missing is no breach: that the
field must be there is another rule.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal

from dangan.model.json import Json, JsonObject, Pointer, dotted, lookup, pointer
from dangan.model.record import Record
from dangan.policy.frozen import values_at
from dangan.policy.policy import Policy, Rule
from dangan.policy.relations import Surroundings, judge, looks_around
from dangan.rules.words import applying, words

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator

SECTION = "fields"
#: Keys that say how a value is written.
_FORMS = frozenset({"pattern", "values", "is"})
Kind = Literal["missing", "unexplained", "forbidden", "malformed", "disagrees"]


@dataclass(frozen=True, slots=True)
class Breach:
    """A field that is not what the regulation wants."""

    kind: Kind
    pointer: Pointer
    #: Dotted path as the rule names it.
    field: str
    rule: Rule
    #: Name of the relation, for ``disagrees``.
    relation: str = ""

    @property
    def says(self) -> Mapping[str, str]:
        """Return the regulation's own words for it, by language, if it has any."""
        return self.rule.data.get("says", {})  # type: ignore[no-any-return]


def breaches(record: Record, policy: Policy) -> tuple[Breach, ...]:
    """Return the breaches that show in the record alone."""
    found: list[Breach] = []
    for rule in applying(policy, SECTION, record.data):
        asked = _asked(rule)
        if asked.require is not False:
            found += _presence(rule, record, asked)
        if asked.has_form:
            found += _form(rule, record)
        if asked.alone:
            found += _relations(rule, record, asked.alone, None)
        if asked.differs_from:
            found += _sameness(rule, record, asked.differs_from)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a rule asks of a record, read once for all records."""

    require: Json
    #: The fields of which one, or each, is required or forbidden.
    names: tuple[str, ...]
    has_form: bool
    #: Relations inside of the record, and those to what is around it.
    alone: tuple[JsonObject, ...]
    wide: tuple[JsonObject, ...]
    differs_from: str


@lru_cache(maxsize=4096)
def _asked(rule: Rule) -> _Asked:
    data = rule.data
    relations = data.get("relate", ())
    return _Asked(
        data.get("require", False),
        words(data.get("one_of")) or words(data["field"]),
        not _FORMS.isdisjoint(data),
        tuple(r for r in relations if not looks_around(r)),
        tuple(r for r in relations if looks_around(r)),
        data.get("differs_from") or "",
    )


def breaches_around(
    record: Record, policy: Policy, around: Surroundings
) -> tuple[Breach, ...]:
    """Return the breaches of relations to other records and to tables."""
    found: list[Breach] = []
    for rule in applying(policy, SECTION, record.data):
        found += _relations(rule, record, _asked(rule).wide, around)
    return tuple(found)


def is_there(value: Json) -> bool:
    """Tell whether a field says something, or is kept on paper or sealed."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, dict | list | tuple | Mapping):
        return bool(value)
    return value is not None


def _presence(rule: Rule, record: Record, asked: _Asked) -> Iterator[Breach]:
    require = asked.require
    places = [place for name in asked.names for place in _places(name, record)]
    there = [p for p in places if is_there(record.get(p))]
    lacking = [p for p in places if p not in there]
    if "one_of" in rule.data:
        lacking = [] if there else places[:1]
    if require == "forbidden":
        yield from (Breach("forbidden", p, dotted(p), rule) for p in there)
    elif require is True:
        yield from (Breach("missing", p, dotted(p), rule) for p in lacking)
    elif require == "explained":
        bare = (p for p in lacking if not _explained(dotted(p), record))
        yield from (Breach("unexplained", p, dotted(p), rule) for p in bare)


def _places(name: str, record: Record) -> Iterator[Pointer]:
    """Yield the node of a field, or that of each entry of a list (``list.*.field``)."""
    head, star, tail = name.partition(".*.")
    if not star:
        yield pointer(name)
        return
    for route, _ in record.each(head):
        yield (*route, *pointer(tail))


def _explained(name: str, record: Record) -> bool:
    rows = (row for _, row in record.each("not_stated"))
    return record.get("held_on_paper") is True or any(
        row.get("field") == name and is_there(row.get("reason")) for row in rows
    )


def _form(rule: Rule, record: Record) -> Iterator[Breach]:
    for name in words(rule.data["field"]):
        for value in values_at(record.data, name):
            if not _well_formed(rule.data, value):
                route = _settled(record, name)
                yield Breach("malformed", route, name, rule)
                break


def _well_formed(data: JsonObject, value: Json) -> bool:
    pattern = data.get("pattern")
    if pattern and isinstance(value, str) and not re.fullmatch(pattern, value):
        return False
    if "values" in data and value not in data["values"]:
        return False
    return "is" not in data or _validator(json.dumps(data["is"])).is_valid(value)


def _relations(
    rule: Rule,
    record: Record,
    relations: tuple[JsonObject, ...],
    around: Surroundings | None,
) -> Iterator[Breach]:
    name = words(rule.data["field"])[0]
    for relation in relations:
        if judge(relation, record.data, around) is False:
            route = _settled(record, name)
            yield Breach("disagrees", route, name, rule, relation["relation"])


def _sameness(rule: Rule, record: Record, other: str) -> Iterator[Breach]:
    name = words(rule.data["field"])[0]
    value = record.get(name)
    if value is not None and value == record.get(other):
        yield Breach("disagrees", pointer(name), name, rule, "differs_from")


def _settled(record: Record, name: str) -> Pointer:
    """Return the longest part of a way that exists in the record."""
    route = pointer(name.partition(".*")[0].rstrip("*") or ())
    absent = object()
    while route and lookup(record.data, route, absent) is absent:
        route = route[:-1]
    return route


@cache
def _validator(schema: str) -> Draft202012Validator:
    from jsonschema import Draft202012Validator

    return Draft202012Validator(json.loads(schema))
