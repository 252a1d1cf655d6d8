"""The order of fields in a file, taken from the order in its JSON schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from dangan.model.json import JsonObject

_BRANCHES = ("allOf", "anyOf", "oneOf", "then", "else", "if", "not")


class KeyOrder:
    """Known keys of one mapping in order, and the orders of what is below it.

    Keys the schema does not know come last, by alphabet. Parts are worked out
    when they are asked for, so schemas may refer to themselves.
    """

    def __init__(
        self,
        schemas: tuple[JsonObject, ...] = (),
        root: JsonObject | None = None,
        core: Mapping[str, JsonObject] | None = None,
    ) -> None:
        """Take the schemas that apply at one node; ``from_schema`` is the way in."""
        self._schemas = schemas
        self._root: JsonObject = root or {}
        self._core: Mapping[str, JsonObject] = core or {}
        self._children: dict[str, KeyOrder] = {}

    @classmethod
    def from_schema(
        cls, schema: JsonObject, core: Mapping[str, JsonObject] | None = None
    ) -> KeyOrder:
        """Return the order of a schema; ``core`` is ``$id`` → schema for its refs."""
        return cls((schema,), schema, core)

    def sorted(self, keys: Iterable[str]) -> list[str]:
        """Return the keys of a mapping in their order."""
        ranks, last = self._ranks, len(self._ranks)
        return sorted(keys, key=lambda key: (ranks.get(key, last), key))

    def child(self, key: str) -> KeyOrder:
        """Return the order below a key."""
        known = self._children.get(key)
        if known is None:
            known = self._below(part["properties"][key] for part in self._with(key))
            self._children[key] = known
        return known

    @cached_property
    def item(self) -> KeyOrder:
        """Return the order of the entries of a list."""
        parts = [
            part for part in self._flat if "items" in part or "prefixItems" in part
        ]
        lists = (part.get("prefixItems", ()) for part in parts)
        single = (part["items"] for part in parts if "items" in part)
        return self._below([*single, *(one for entries in lists for one in entries)])

    @cached_property
    def _ranks(self) -> Mapping[str, int]:
        ranks: dict[str, int] = {}
        for part in self._flat:
            for key in part.get("properties", ()):
                ranks.setdefault(key, len(ranks))
        return ranks

    @cached_property
    def _flat(self) -> tuple[JsonObject, ...]:
        return tuple(self._flatten(self._schemas, set()))

    def _with(self, key: str) -> list[JsonObject]:
        return [part for part in self._flat if key in part.get("properties", ())]

    def _below(self, schemas: Iterable[Any]) -> KeyOrder:
        parts = tuple(part for part in schemas if isinstance(part, Mapping))
        return KeyOrder(parts, self._root, self._core)

    def _flatten(self, schemas: Iterable[Any], seen: set[int]) -> Iterator[JsonObject]:
        """Yield each schema with what it refers to, in the order of its keywords."""
        for schema in schemas:
            if not isinstance(schema, Mapping) or id(schema) in seen:
                continue
            seen.add(id(schema))
            for keyword in schema:
                if keyword == "$ref":
                    yield from self._flatten([self._target(schema["$ref"])], seen)
                elif keyword in _BRANCHES:
                    value = schema[keyword]
                    branch = value if isinstance(value, list) else [value]
                    yield from self._flatten(branch, seen)
                elif keyword in {"properties", "items", "prefixItems"}:
                    yield {keyword: schema[keyword]}

    def _target(self, reference: str) -> Any:
        name, _, route = reference.partition("#")
        node: Any = self._core.get(name, {}) if name else self._root
        for step in route.strip("/").split("/") if route else ():
            plain = step.replace("~1", "/").replace("~0", "~")
            node = node.get(plain, {}) if isinstance(node, Mapping) else {}
        return node
