"""What a schema tells about each field: label, guarded or not, vocabulary."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from dangan.model.json import JsonObject, Pointer
from dangan.model.recordtype import FieldInfo

#: Stands for any list index in the pointer of a field.
ANY_INDEX = "*"


class Fields(Mapping[Pointer, FieldInfo]):
    """The fields of a type, looked for in its schema when one is asked for."""

    def __init__(self, find: Callable[[], Mapping[Pointer, FieldInfo]]) -> None:
        """Take what finds them."""
        self._find = find

    @cached_property
    def _found(self) -> Mapping[Pointer, FieldInfo]:
        return self._find()

    def __getitem__(self, pointer: Pointer) -> FieldInfo:
        """Return the field at a pointer."""
        return self._found[pointer]

    def get(self, pointer: Pointer, default: Any = None) -> Any:
        """Return the field at a pointer; the mixin would raise and catch for it."""
        return self._found.get(pointer, default)

    def __iter__(self) -> Iterator[Pointer]:
        """Go through the pointers in the order of the schema."""
        return iter(self._found)

    def __len__(self) -> int:
        """Return how many fields there are."""
        return len(self._found)


def walk(schema: JsonObject) -> dict[Pointer, FieldInfo]:
    """Return pointer → field of an expanded schema, in schema order."""
    root = FieldInfo((), {})
    return {info.pointer: info for info in _below(schema, root)}


def node(schema: JsonObject, pointer: Pointer) -> JsonObject:
    """Return the expanded schema of one field; empty where there is none."""
    found: Any = schema
    for step in pointer:
        is_index = step == ANY_INDEX or isinstance(step, int)
        inner = found.get("items" if is_index else "properties", {})
        found = inner if is_index else inner.get(step, {})
        if not isinstance(found, Mapping):
            return {}
    return found  # type: ignore[no-any-return]  # a mapping by the loop


def _below(schema: JsonObject, parent: FieldInfo) -> Iterator[FieldInfo]:
    for step, inner in _inner(schema):
        if isinstance(inner, Mapping):
            info = _field((*parent.pointer, step), inner, parent)
            yield info
            yield from _below(inner, info)


def _inner(schema: JsonObject) -> Iterator[tuple[str, Any]]:
    yield from schema.get("properties", {}).items()
    if "items" in schema:
        yield ANY_INDEX, schema["items"]


def _field(pointer: Pointer, schema: JsonObject, parent: FieldInfo) -> FieldInfo:
    label = schema.get("x-label", {})
    return FieldInfo(
        pointer,
        label or (parent.label if pointer[-1] == ANY_INDEX else {}),
        personal=stricter(schema.get("x-personal", ""), parent.personal),
        on_page=schema.get("x-page", True) and parent.on_page,
        vocabulary=schema.get("x-vocabulary", ""),
        values=schema.get("x-labels", {}),
        kind=_kind(schema),
    )


def _kind(schema: JsonObject) -> str:
    """Return what kind of value it is, from any of the forms that it may have."""
    forms = (schema, *schema.get("anyOf", ()))
    return next((str(one["x-kind"]) for one in forms if "x-kind" in one), "")


def stricter(one: str, other: str) -> str:
    """Return the more guarded of two degrees of personal data."""
    order = ("", "duty", "contact", "private")
    return max(one, other, key=order.index)


def with_values(info: FieldInfo, values: Mapping[str, Mapping[str, str]]) -> FieldInfo:
    """Return the field with further labels of its values."""
    return replace(info, values={**info.values, **values})
