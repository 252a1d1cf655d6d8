"""Relations: what JSON Schema cannot say, as one closed list of data.

======================  ======================================================
``same_as``             ``of`` equals ``than`` (a field) or ``value``
``before``              ``of`` is earlier than ``than``; ``or_equal`` allows both
``at_least``            ``of`` is not less than ``than`` or ``value``
``sum_of``              the numbers at ``of`` add up to ``is`` or ``value``
``count_of``            there are as many ``of`` as ``is`` or ``value`` says
``in_table``            one row of ``table`` has all ``columns``
``exists_related``      a record related by ``kind`` meets ``match``
``earliest, latest``    ``is`` is the earliest (latest) of the fields ``of``
======================  ======================================================

With ``through``, a field that names another record, the right side is a field of
that record: ``{relation: before, of: formed_on, through: subject, than: closed_on}``.
A relation can hold, fail, or not be told because a field is missing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Protocol

from dangan.model.json import Json, JsonObject
from dangan.policy.frozen import values_at

_ABSENT = object()


class Surroundings(Protocol):
    """What a relation may look at besides the record itself."""

    def related(self, data: JsonObject, kind: str) -> Iterable[JsonObject]:
        """Return the data of the records that a record points to by a relation."""

    def table(self, name: str) -> Iterable[JsonObject]:
        """Return the rows of a declared table."""

    def record(self, id_: str) -> JsonObject | None:
        """Return the data of a record, if there is one with this id."""


#: Relations that need more than the record; not for ``for`` and ``when``.
NEED_SURROUNDINGS = frozenset({"in_table", "exists_related"})


def looks_around(relation: JsonObject) -> bool:
    """Tell whether a relation needs more than the record."""
    return relation["relation"] in NEED_SURROUNDINGS or "through" in relation


def holds(
    relation: JsonObject, data: JsonObject, around: Surroundings | None = None
) -> bool:
    """Tell whether a relation holds for certain."""
    return judge(relation, data, around) is True


def judge(
    relation: JsonObject, data: JsonObject, around: Surroundings | None = None
) -> bool | None:
    """Tell whether a relation holds; None where a field it needs is missing."""
    return _RELATIONS[relation["relation"]](relation, data, around)


def _paths(relation: JsonObject, key: str = "of") -> tuple[str, ...]:
    value = relation.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def _values(relation: JsonObject, data: JsonObject) -> tuple[Json, ...]:
    found = (v for path in _paths(relation) for v in values_at(data, path))
    return tuple(value for value in found if value is not None)


def _other(relation: JsonObject, data: JsonObject, around: Surroundings | None) -> Json:
    """Return what the left side is compared with, or _ABSENT."""
    if "value" in relation:
        return relation["value"]
    path = relation.get("than") or relation.get("is") or ""
    source = _source(relation, data, around)
    found = [value for value in values_at(source, path) if value is not None]
    return found[0] if path and found else _ABSENT


def _source(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> JsonObject:
    """Return the record whose field is the right side; nothing if it is not there."""
    if "through" not in relation:
        return data
    names = values_at(data, str(relation["through"])) if around else ()
    found = (around.record(str(name)) for name in names if name) if around else ()
    return next((other for other in found if other), {})


def _same_as(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    left, right = _values(relation, data), _other(relation, data, around)
    if not left or right is _ABSENT:
        return None
    return all(value == right for value in left)


def _before(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    left, right = _values(relation, data), _other(relation, data, around)
    if not left or right is _ABSENT:
        return None
    told = [
        _earlier(str(v), str(right), relation.get("or_equal") is True) for v in left
    ]
    return False if False in told else (None if None in told else True)


def _earlier(left: str, right: str, or_equal: bool) -> bool | None:  # noqa: FBT001  of the relation
    if left == right:
        return or_equal
    if left.startswith(right) or right.startswith(left):
        return None  # "2021" and "2021-03": the less exact date does not tell
    return left < right


def _at_least(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    left, right = _values(relation, data), _other(relation, data, around)
    if not left or right is _ABSENT:
        return None
    least = _number(right)
    numbers = [_number(value) for value in left]
    return all(n is not None and least is not None and n >= least for n in numbers)


def _sum_of(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    left, right = _values(relation, data), _other(relation, data, around)
    if not left or right is _ABSENT:
        return None
    numbers = [_number(value) for value in left]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and sum(known) == _number(right)


def _count_of(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    right = _other(relation, data, around)
    return None if right is _ABSENT else len(_values(relation, data)) == right


def _in_table(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    wanted = {
        column: next(iter(values_at(data, path)), None)
        for column, path in relation["columns"].items()
    }
    if around is None or None in wanted.values():
        return None
    rows = around.table(relation["table"])
    return any(all(row.get(c) == v for c, v in wanted.items()) for row in rows)


def _exists_related(
    relation: JsonObject, data: JsonObject, around: Surroundings | None
) -> bool | None:
    from dangan.policy.conditions import matches

    if around is None:
        return None
    found = (o for kind in _paths(relation, "kind") for o in around.related(data, kind))
    return any(matches(relation.get("match"), other) for other in found)


def _extreme(pick: Callable[[Iterable[str]], str]) -> Relation:
    def judged(
        relation: JsonObject, data: JsonObject, around: Surroundings | None
    ) -> bool | None:
        """Judge a value beside the first or last of several."""
        left, right = _values(relation, data), _other(relation, data, around)
        if not left or right is _ABSENT:
            return None
        return pick(str(value) for value in left) == str(right)

    return judged


def _number(value: Json) -> Decimal | None:
    """Return a number as it is written: 0.1 and 0.2 make 0.3."""
    return Decimal(str(value)) if isinstance(value, int | float) else None


Relation = Callable[[JsonObject, JsonObject, Surroundings | None], bool | None]
_RELATIONS: Mapping[str, Relation] = MappingProxyType(
    {
        "same_as": _same_as,
        "before": _before,
        "at_least": _at_least,
        "sum_of": _sum_of,
        "count_of": _count_of,
        "in_table": _in_table,
        "exists_related": _exists_related,
        "earliest": _extreme(min),
        "latest": _extreme(max),
    }
)

#: The closed list; a new one is a decision record.
NAMES = tuple(_RELATIONS)
