"""The whole archive at one moment: all records, with the indexes rules need."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from operator import attrgetter
from types import MappingProxyType

from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.record import Record


class Archive:
    """Holding and records of one tree; a value, although indexes come lazily."""

    def __init__(self, holding: Holding, records: tuple[Record, ...]) -> None:
        """Take the parsed records, in the order of their paths."""
        self.holding = holding
        self.records = tuple(sorted(records, key=attrgetter("document.path")))

    @cached_property
    def by_id(self) -> Mapping[str, Record]:
        """Return id → record; where an id stands twice, the first by path."""
        index: dict[str, Record] = {}
        for record in self.records:
            id_ = record.document.data.get("id")
            if id_ and isinstance(id_, str):
                index.setdefault(id_, record)
        return MappingProxyType(index)

    @cached_property
    def by_number(self) -> Mapping[str, tuple[Record, ...]]:
        """Return number → records that bear it (more than one is a defect)."""
        return self._group(lambda record: record.number)

    @cached_property
    def by_type(self) -> Mapping[str, tuple[Record, ...]]:
        """Return type → records, tombstones left out."""
        return self._group(lambda record: "" if record.is_tombstone else record.type)

    @cached_property
    def related(self) -> Mapping[str, tuple[tuple[Record, JsonObject], ...]]:
        """Return id → (record that points there, its relation entry)."""
        index: dict[str, list[tuple[Record, JsonObject]]] = {}
        for record in self.records:
            for _, relation in record.each("relations"):
                index.setdefault(str(relation.get("to")), []).append((record, relation))
        return MappingProxyType({key: tuple(value) for key, value in index.items()})

    @cached_property
    def volume_of(self) -> Mapping[str, tuple[Record, ...]]:
        """Return id of an item → volumes whose contents list it."""
        index: dict[str, list[Record]] = {}
        for record in self.records:
            for _, entry in record.each("contents"):
                index.setdefault(str(entry.get("record")), []).append(record)
        return MappingProxyType({key: tuple(value) for key, value in index.items()})

    @cached_property
    def listing(self) -> Mapping[str, tuple[Record, ...]]:
        """Return id → records of processes that list it below ``subjects``."""
        index: dict[str, list[Record]] = {}
        for record in self.records:
            if "subjects" in record.data and not record.is_tombstone:
                for _, entry in record.each("subjects"):
                    index.setdefault(str(entry.get("record")), []).append(record)
        return MappingProxyType({key: tuple(value) for key, value in index.items()})

    @cached_property
    def by_subject(self) -> Mapping[str, tuple[Record, ...]]:
        """Return id of a customer, project … → records that belong to it."""
        return self._group(
            lambda record: "" if record.is_tombstone else str(record.get("subject", ""))
        )

    def at_paths(self, paths: frozenset[str]) -> tuple[Record, ...]:
        """Return the records at some paths, in their order."""
        return tuple(r for r in self.records if r.document.path in paths)

    def find(self, name: str) -> Record | None:
        """Return the record with this id, number or path."""
        if name in self.by_id:
            return self.by_id[name]
        for record in self.by_number.get(name, ()):
            return record
        return next((r for r in self.records if r.path == name), None)

    def _group(self, key: Callable[[Record], str]) -> Mapping[str, tuple[Record, ...]]:
        index: dict[str, list[Record]] = {}
        for record in self.records:
            name = key(record)
            if name:
                index.setdefault(name, []).append(record)
        return MappingProxyType({name: tuple(rows) for name, rows in index.items()})
