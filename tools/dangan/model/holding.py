"""The holding (立档单位): who keeps the archive, with whom and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.json import Json, JsonObject, lookup
from dangan.model.record import Document


@dataclass(frozen=True, slots=True, eq=False)
class Holding:
    """``records/holding.yaml``: fonds, departments, people, shelves, audiences."""

    document: Document

    @property
    def data(self) -> JsonObject:
        """Return everything the file says."""
        return self.document.data

    def get(self, path: str, default: Json = None) -> Json:
        """Return the value at a dotted path."""
        return lookup(self.data, path, default)

    @property
    def name(self) -> Mapping[str, str]:
        """Return the name by language (``zh``, ``en``)."""
        return self.get("name", {})  # type: ignore[no-any-return]

    def entries(self, vocabulary: str) -> Mapping[str, JsonObject]:
        """Return code → entry of one list of the holding (``departments``…)."""
        rows = self.get(vocabulary, [])
        return {str(row.get("id")): row for row in rows if isinstance(row, dict)}

    def people_with(self, role: str, on: str) -> Iterator[JsonObject]:
        """Yield who holds a role on a day (``YYYY-MM-DD``)."""
        for person in self.entries("people").values():
            for post in person.get("roles", ()):
                begins, ends = post.get("from", ""), post.get("until", "9999")
                if post.get("role") == role and begins <= on <= ends:
                    yield person
