"""One departure from a schema, with what is known of the field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from jsonschema.exceptions import ValidationError

from dangan.model.json import JsonObject, Pointer, dotted
from dangan.model.message import M, Message
from dangan.model.recordtype import RecordType
from dangan.schema.fields import node
from dangan.schema.reference import PER_KEY


@dataclass(frozen=True, slots=True, eq=False)
class Breach:
    """One error of the reference validator, as wordings need it."""

    type: RecordType
    #: JSON Schema keyword.
    keyword: str
    pointer: Pointer
    #: The key that is missing or too many, where the keyword is about one.
    key: str
    #: What the keyword asks.
    asked: Any
    #: The schema that the keyword stands in.
    schema: JsonObject
    #: The value; its class may be looked at, it never goes into a message.
    value: Any

    @property
    def field(self) -> Message | str:
        """Return what messages call the field."""
        return self.called(self.pointer)

    def called(self, pointer: Pointer) -> Message | str:
        """Return key and label of a field."""
        if not pointer:
            return M("the record")
        label = self._label(pointer)
        key = dotted(pointer)
        return M("{key} ({label})", key=key, label=label) if label else key

    def remark(self, name: str, pointer: Pointer | None = None) -> JsonObject:
        """Return ``x-form`` or ``x-help`` of this place, or of another field."""
        if pointer is None and isinstance(self.schema.get(name), Mapping):
            return self.schema[name]  # type: ignore[no-any-return]  # a mapping
        place = self.pointer if pointer is None else pointer
        return node(self.type.schema, place).get(name, {})  # type: ignore[no-any-return]  # schemas are linted

    def _label(self, pointer: Pointer) -> Mapping[str, str]:
        info = self.type.field(pointer)
        return info.label if info else {}


def breach(record_type: RecordType, error: ValidationError) -> Breach:
    """Translate an error of the reference validator."""
    keyword = str(error.validator)
    return Breach(
        type=record_type,
        keyword=keyword,
        pointer=tuple(error.absolute_path),
        key=error.message if keyword in PER_KEY else "",
        asked=error.validator_value,
        schema=cast("JsonObject", error.schema),
        value=error.instance,
    )
