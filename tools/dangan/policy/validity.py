"""Whether a value fits a JSON Schema: fast where the extra is installed.

The reference validator takes longer to import than a hook has time for. It is
asked for messages, and for everything where the extra ``fast`` is not there.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Mapping
from typing import Any

from dangan.model.json import Json, JsonObject

Fits = Callable[[Json], bool]


def fits(schema: JsonObject, others: Mapping[str, JsonObject] | None = None) -> Fits:
    """Return what tells whether a value fits a schema.

    ``others`` are the schemas it cites, by ``$id``. ``ValueError`` where the
    schema itself is none.
    """
    quick = _quick(schema, others or {}) if is_fast() else None
    if quick is None:
        return _reference(schema, others or {})
    slow: list[Fits] = []

    def told(value: Json) -> bool:
        if not _has_whole_float(value):
            return bool(quick(value))
        if not slow:
            slow.append(_reference(schema, others or {}))
        return slow[0](value)

    return told


def is_fast() -> bool:
    """Tell whether the fast validator is installed."""
    return importlib.util.find_spec("jsonschema_rs") is not None


def registry(schemas: Mapping[str, JsonObject]) -> Any:
    """Return schemas by ``$id`` as the reference validator wants them."""
    from referencing import Registry, Resource

    rows = [(name, Resource.from_contents(body)) for name, body in schemas.items()]
    return Registry().with_resources(rows)


def _quick(schema: JsonObject, others: Mapping[str, JsonObject]) -> Fits:
    import jsonschema_rs

    try:
        rows = [(name, dict(body)) for name, body in others.items()]
        known = jsonschema_rs.Registry(rows) if rows else None
        made = jsonschema_rs.Draft202012Validator(dict(schema), registry=known)
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
        raise ValueError(str(error).partition("\n")[0]) from error
    return made.is_valid


def _reference(schema: JsonObject, others: Mapping[str, JsonObject]) -> Fits:
    from jsonschema import Draft202012Validator, SchemaError

    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        raise ValueError(error.message) from error
    made = Draft202012Validator(dict(schema), registry=registry(others))
    return lambda value: bool(made.is_valid(value))


def _has_whole_float(value: Json) -> bool:
    """Tell whether there is a number like 1.0: an integer for one validator only."""
    if isinstance(value, Mapping):
        return any(map(_has_whole_float, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_whole_float, value))
    return isinstance(value, float) and value.is_integer()
