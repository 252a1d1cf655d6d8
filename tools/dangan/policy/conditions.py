"""Conditions of packs and types: dotted path → what the value must be.

A scalar is one value, a list is any of them, a mapping is a JSON Schema. A
field that is not there, or is null, fails everything except ``{absent: true}``;
``{present: true}`` is the reverse. ``*`` in a path stands for any entry of a
list, of which one must do. The key ``relate`` holds relations
(``dangan.policy.relations``). All keys must hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dangan.model.json import Json, JsonObject
from dangan.policy.frozen import Frozen, freeze, thaw, values_at
from dangan.policy.relations import holds
from dangan.policy.validity import fits

#: Tells whether the data of a record meet a condition.
Predicate = Callable[[JsonObject], bool]
_ABSENT = object()
_Scalars = frozenset[tuple[bool, Json]]


def matches(condition: JsonObject | None, data: JsonObject) -> bool:
    """Tell whether a record's data meet a condition; no condition always holds."""
    return not condition or predicate(condition)(data)


def predicate(condition: JsonObject) -> Predicate:
    """Return a condition made ready; that of a rule is made ready only once."""
    if not isinstance(condition, Frozen):
        return _compile(freeze(condition))
    try:
        return condition.compiled
    except AttributeError:
        condition.compiled = _compile(condition)
        return condition.compiled


def _compile(condition: Mapping[str, Json]) -> Predicate:
    tests = tuple(_test(path, wanted) for path, wanted in condition.items())
    if len(tests) == 1:
        return tests[0]
    return lambda data: all(test(data) for test in tests)


def _test(path: str, wanted: Json) -> Predicate:
    if path == "relate":
        return lambda data: all(holds(relation, data) for relation in wanted)
    if isinstance(wanted, Mapping):
        return _schema_test(path, wanted)
    values = wanted if isinstance(wanted, tuple) else (wanted,)
    # True == 1 in Python but not in JSON
    allowed = frozenset((isinstance(value, bool), value) for value in values)
    if "." in path or "*" in path:
        return lambda data: any(_among(v, allowed) for v in values_at(data, path))
    return lambda data: _among(data.get(path, _ABSENT), allowed)


def _among(value: Json, allowed: _Scalars) -> bool:
    if isinstance(value, dict | list | tuple):
        return False
    return (isinstance(value, bool), value) in allowed


def _is_there(data: JsonObject, path: str) -> bool:
    return any(value is not None for value in values_at(data, path))


def _schema_test(path: str, wanted: JsonObject) -> Predicate:
    for key, there in (("present", True), ("absent", False)):
        if key in wanted:
            asked = wanted[key] is there
            return lambda data: _is_there(data, path) is asked
    test = fits(thaw(wanted))
    return lambda data: any(test(value) for value in values_at(data, path))
