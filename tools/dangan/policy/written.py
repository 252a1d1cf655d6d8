"""Entries of a pack as it wrote them, before readings and parameters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from dangan.model.json import Json, JsonObject, Pointer
from dangan.policy.settings import gap_places


@dataclass(frozen=True)
class Written:
    """An entry as a pack wrote it, before readings and parameters."""

    section: str
    id: str
    data: JsonObject
    #: Full ids.
    clauses: tuple[str, ...]
    pack: str
    path: Pointer
    #: Pack and id of the offered rule that it takes over, if any.
    taken_over: tuple[str, str] | None = None

    @cached_property
    def gaps(self) -> tuple[tuple[Pointer, str], ...]:
        """Return pointer and name of each value that a holding or a choice gives."""
        return tuple(gap_places(self.data))


#: Section → entries in order.
Layers = Mapping[str, tuple[Written, ...]]


def cited(entry: Json) -> Iterator[str]:
    """Yield the clauses that an entry cites, anywhere inside it, once each."""
    seen: dict[str, None] = {}
    _collect(entry, seen)
    yield from seen


def _collect(node: Json, seen: dict[str, None]) -> None:
    if isinstance(node, Mapping):
        value = node.get("clause", ())
        for clause in (value,) if isinstance(value, str) else value:
            seen.setdefault(str(clause))
        for child in node.values():
            _collect(child, seen)
    elif isinstance(node, list | tuple):
        for child in node:
            _collect(child, seen)
