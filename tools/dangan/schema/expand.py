"""A schema with everything it refers to written into it.

Labels, key order and both validators read the same expanded schema. It has no
references left, so nothing can be fetched while records are read.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dangan.model.errors import TypeSetupError
from dangan.model.json import JsonObject
from dangan.schema.join import close, join
from dangan.schema.keywords import HOLDS_LIST, HOLDS_MAP, HOLDS_SCHEMA

_DROPPED = frozenset({"$defs", "$id", "$schema", "$comment", "x-open"})


def expand(schema: JsonObject, core: Mapping[str, JsonObject]) -> dict[str, Any]:
    """Return the schema without references.

    Args:
        schema: one schema file.
        core: ``$id`` → schema file, for everything it may refer to.

    Raises:
        TypeSetupError: a reference leads nowhere, to itself or out of here, or a
            schema adds keys to one that is closed.
    """
    files = {**core, str(schema.get("$id")): schema}
    return close(_Expansion(files).of(schema, str(schema.get("$id")), ()))


class _Expansion:
    """One run over the schemas; knows where it is, to resolve ``#/$defs/…``."""

    def __init__(self, files: Mapping[str, JsonObject]) -> None:
        self._files = files

    def of(self, node: Any, home: str, way: tuple[str, ...]) -> Any:
        """Return a schema, expanded.

        Args:
            node: a schema, which may be ``true`` or ``false``.
            home: ``$id`` of the file it stands in.
            way: references that led here.
        """
        if not isinstance(node, Mapping):
            return node
        own = {
            key: self._below(key, value, home, way)
            for key, value in node.items()
            if key not in _DROPPED and key != "$ref"
        }
        if "$ref" not in node:
            return own
        return join(self._target(str(node["$ref"]), home, way), own, way)

    def _below(self, key: str, value: Any, home: str, way: tuple[str, ...]) -> Any:
        if key in HOLDS_SCHEMA:
            return self.of(value, home, way)
        if key in HOLDS_LIST:
            return [self.of(one, home, way) for one in value]
        if key in HOLDS_MAP:
            # Errors of ``false`` do not tell which field; those of ``not`` do.
            schemas = {n: {"not": {}} if s is False else s for n, s in value.items()}
            return {name: self.of(one, home, way) for name, one in schemas.items()}
        return value

    def _target(self, reference: str, home: str, way: tuple[str, ...]) -> Any:
        file, _, inside = reference.partition("#")
        file = file or home
        name = f"{file}#{inside}"
        if name in way:
            raise TypeSetupError("a schema refers to itself", context=(*way, name))
        node: Any = self._files.get(file)
        for step in inside.strip("/").split("/") if inside else ():
            node = node.get(step) if isinstance(node, Mapping) else None
        if node is None:
            raise TypeSetupError(
                "a schema refers to a definition that is not here",
                context=(home, *way, reference),
                hint="refer to dangan:core/NAME or to #/$defs/NAME",
            )
        return self.of(node, file, (*way, name))
