"""The holding (立档单位): who keeps the archive, with whom and where."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject, lookup
from dangan.model.message import M
from dangan.model.record import Document

#: Time zone of a holding that names none.
TIMEZONE = "Asia/Shanghai"


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

    @property
    def today(self) -> datetime.date | None:
        """Return what today is in a demo; SetupError where it is no day."""
        stated = self.get("as_of")
        if not isinstance(stated, str):
            return None
        try:
            return datetime.date.fromisoformat(stated)
        except ValueError:
            raise SetupError(
                M("as_of is no day"),
                context=(self.document.path, "as_of"),
                hint=M("write a day as YYYY-MM-DD, or take it out"),
            ) from None

    @property
    def zone(self) -> ZoneInfo:
        """Return the time zone; SetupError where there is none of that name."""
        stated = self.get("timezone") or TIMEZONE
        try:
            return ZoneInfo(str(stated))
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise SetupError(
                M("there is no such time zone"),
                context=(self.document.path, "timezone"),
                hint=M("write {zone}", zone=TIMEZONE),
            ) from None

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
