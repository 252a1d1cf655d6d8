"""Whether a value fits a JSON Schema: fast where the extra is installed.

The reference validator takes longer to import than a hook has time for. It is
asked for messages, and for everything where the extra ``fast`` is not there.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dangan.model.json import Json, JsonObject

if TYPE_CHECKING:
    from jsonschema import ValidationError

Fits = Callable[[Json], bool]


def is_fast() -> bool:
    """Tell whether the fast validator is installed."""
    return importlib.util.find_spec("jsonschema_rs") is not None


def fits(schema: JsonObject) -> Fits:
    """Return what tells whether a value fits a schema; ValueError if it is none."""
    return Family({}).fits(schema)


class Family:
    """Schemas that cite each other by ``$id``; a value."""

    def __init__(self, schemas: Mapping[str, JsonObject]) -> None:
        """Take the schemas by ``$id``."""
        self.schemas = schemas

    def fits(self, schema: JsonObject) -> Fits:
        """Return what tells whether a value fits a schema that may cite them."""
        if not is_fast():
            return self._reference(schema)
        quick = self._quick(schema)
        slow: list[Fits] = []

        def told(value: Json) -> bool:
            """Tell whether a value is valid; whole floats ask the reference."""
            if not _has_whole_float(value):
                return quick(value)
            if not slow:
                slow.append(self._reference(schema))
            return slow[0](value)

        return told

    def errors(self, uri: str, value: Json) -> Iterator[ValidationError]:
        """Yield what the reference validator says against a value."""
        from jsonschema import Draft202012Validator

        made = Draft202012Validator({"$ref": uri}, registry=self._slow_registry)
        yield from made.iter_errors(value)

    def _quick(self, schema: JsonObject) -> Fits:
        import jsonschema_rs

        known = self._fast_registry if self.schemas else None
        try:
            made = jsonschema_rs.Draft202012Validator(dict(schema), registry=known)
        except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError) as error:
            raise ValueError(str(error).partition("\n")[0]) from error
        return lambda value: bool(made.is_valid(value))

    def _reference(self, schema: JsonObject) -> Fits:
        from jsonschema import Draft202012Validator, SchemaError

        try:
            Draft202012Validator.check_schema(schema)
        except SchemaError as error:
            raise ValueError(error.message) from error
        made = Draft202012Validator(dict(schema), registry=self._slow_registry)
        return lambda value: bool(made.is_valid(value))

    @cached_property
    def _fast_registry(self) -> Any:
        import jsonschema_rs

        return jsonschema_rs.Registry([(n, dict(s)) for n, s in self.schemas.items()])

    @cached_property
    def _slow_registry(self) -> Any:
        from referencing import Registry, Resource

        rows = [(name, Resource.from_contents(s)) for name, s in self.schemas.items()]
        return Registry().with_resources(rows)


def _has_whole_float(value: Json) -> bool:
    """Tell whether there is a number like 1.0: an integer for one validator only."""
    if isinstance(value, Mapping):
        return any(map(_has_whole_float, value.values()))
    if isinstance(value, list | tuple):
        return any(map(_has_whole_float, value))
    return isinstance(value, float) and value.is_integer()
