"""The printed forms that come with dangan, from ``forms.yaml`` and ``columns.yaml``.

A regulation names them, and their columns, in its section ``forms``; ``paper``
prints them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject
from dangan.syntax import load

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Form:
    """One printed form (表格), as it comes with dangan."""

    id: str
    label: Mapping[str, str]
    template: str
    #: The entry of forms.yaml: fields, columns, rows, signatures, texts …
    data: JsonObject

    @property
    def condition(self) -> JsonObject | None:
        """Return which records it is for; None for any."""
        return self.data.get("for")

    @property
    def process(self) -> JsonObject | None:
        """Return which process records fill it; others are its subject."""
        return self.data.get("process")

    @property
    def each(self) -> str:
        """Return ``record`` for a sheet each, ``all`` for one of all (or a group)."""
        return str(self.data.get("each", "record"))

    def listed(self, key: str) -> tuple[Json, ...]:
        """Return a list of the entry; empty where it has none."""
        return tuple(self.data.get(key) or ())


@cache
def forms() -> Mapping[str, Form]:
    """Return id → form, in the order of the file."""
    rows = _read("forms.yaml")["forms"]
    made = (Form(row["id"], row["label"], row["template"], row) for row in rows)
    return MappingProxyType({form.id: form for form in made})


@cache
def columns() -> Mapping[str, JsonObject]:
    """Return id → column: label, width and where its value comes from."""
    return MappingProxyType(_read("columns.yaml")["columns"])


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Return the words that templates use, by language."""
    return MappingProxyType(_read("forms.yaml")["words"])


def _read(name: str) -> JsonObject:
    parsed = load((_FOLDER / name).read_bytes(), name)
    if parsed.data is None or parsed.problems:
        raise SetupError("the list of forms cannot be read", context=(name,))
    return parsed.data
