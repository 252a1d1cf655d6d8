"""Two schemas that hold at the same place, made into one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangan.model.errors import TypeSetupError
from dangan.schema.keywords import OWN, REMARKS

_CONDITIONAL = ("if", "then", "else")
#: Where the second schema speaks last.
_OVERRIDDEN = OWN | REMARKS


def join(base: Any, own: Mapping[str, Any], way: tuple[str, ...]) -> Any:
    """Return a schema that asks what both ask; remarks of ``own`` win.

    Keys new in ``own`` stand after the known key that they follow there, so a
    type says where its fields belong by naming a common field before them.
    ``way`` is told where both cannot hold together.
    """
    if not isinstance(base, Mapping):
        return base if base is False else dict(own)
    _refuse_late_keys(base, own, way)
    joined = dict(base)
    if _has_condition(base) and _has_condition(own):
        joined = _set_aside_condition(joined)
    for key, value in own.items():
        _add(joined, key, value, way)
    return joined


def close(schema: dict[str, Any]) -> dict[str, Any]:
    """Turn ``unevaluatedProperties: false`` into the cheaper and equal form.

    Equal because every key that a branch names is also declared beside it,
    which is made sure of here.
    """
    if schema.get("unevaluatedProperties") is not False:
        return schema
    declared = set(schema.get("properties", {}))
    named = {name for branch in _branches(schema) for name in _names(branch)}
    if named - declared:
        raise TypeSetupError(
            "a branch of a schema names a field that is not declared",
            context=tuple(sorted(named - declared)),
            hint="declare it among the properties of the record",
        )
    closed = {k: v for k, v in schema.items() if k != "unevaluatedProperties"}
    return {**closed, "additionalProperties": False}


def _add(joined: dict[str, Any], key: str, value: Any, way: tuple[str, ...]) -> None:
    if key == "properties":
        joined[key] = _join_properties(joined.get(key, {}), value, way)
    elif key == "required":
        joined[key] = list(dict.fromkeys([*joined.get(key, ()), *value]))
    elif key == "allOf":
        joined[key] = [*joined.get(key, ()), *value]
    elif key == "x-labels":
        joined[key] = {**joined.get(key, {}), **value}
    elif key in _OVERRIDDEN or joined.get(key, value) == value:
        joined[key] = value
    else:
        joined["allOf"] = [*joined.get("allOf", ()), {key: value}]


def _join_properties(
    base: Mapping[str, Any], own: Mapping[str, Any], way: tuple[str, ...]
) -> dict[str, Any]:
    order = list(base)
    joined = dict(base)
    last = ""
    for name, schema in own.items():
        if name in base:
            joined[name] = join(base[name], schema, (*way, name))
        else:
            order.insert(order.index(last) + 1 if last else len(order), name)
            joined[name] = schema
        last = name
    return {name: joined[name] for name in order}


def _refuse_late_keys(
    base: Mapping[str, Any], own: Mapping[str, Any], way: tuple[str, ...]
) -> None:
    late = set(own.get("properties", ())) - set(base.get("properties", ()))
    if late and base.get("additionalProperties") is False:
        raise TypeSetupError(
            "a schema adds fields to a definition that is closed",
            context=(*way, *sorted(late)),
            hint="write a definition of its own",
        )


def _has_condition(schema: Mapping[str, Any]) -> bool:
    return "if" in schema


def _set_aside_condition(schema: dict[str, Any]) -> dict[str, Any]:
    condition = {key: schema.pop(key) for key in _CONDITIONAL if key in schema}
    return {**schema, "allOf": [*schema.get("allOf", ()), condition]}


def _branches(schema: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    found = [schema[key] for key in _CONDITIONAL if key in schema]
    for key in ("allOf", "anyOf", "oneOf"):
        found += schema.get(key, ())
    direct = [branch for branch in found if isinstance(branch, Mapping)]
    return direct + [below for branch in direct for below in _branches(branch)]


def _names(branch: Mapping[str, Any]) -> set[str]:
    return {*branch.get("properties", ())}
