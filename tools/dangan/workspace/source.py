"""The text behind records: lines, positions, and what of it may be shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

from dangan.model.finding import Place, Position
from dangan.model.json import Pointer
from dangan.model.record import Record

if TYPE_CHECKING:
    from dangan.model.archive import Archive
    from dangan.model.recordtype import RecordType
    from dangan.policy.policies import Policies
    from dangan.syntax import NodePosition


class Judged(Protocol):
    """An archive with its types and policies: a workspace or a context."""

    @property
    def archive(self) -> Archive:
        """Return the records."""

    @property
    def types(self) -> Mapping[str, RecordType]:
        """Return id → record type."""

    @property
    def policies(self) -> Policies:
        """Return the policies of the holding."""


class Source:
    """Files of an archive as text; read only where something is reported."""

    def __init__(self, read: Callable[[str], bytes], space: Judged) -> None:
        """Take what reads a file by its path, and what judges its record."""
        self._read = read
        self._space = space
        self.text = cache(self._text)
        self._positions = cache(self._find_positions)
        self._open_records = cache(self._record_is_open)

    def lines(self, path: str) -> Sequence[str]:
        """Return the lines of a file; none where it is gone or no text."""
        return self.text(path).split("\n")

    def locate(self, place: Place) -> Position:
        """Return line and column of a place, or of its nearest ancestor.

        What is not there at all gets the beginning of the file, without an end.
        """
        found = self._positions(place.path)
        route = place.pointer
        while route and route not in found:
            route = route[:-1]
        node = found.get(route)
        if node is None or (place.pointer and not route):
            return Position()
        on_key = place.on_key or route != place.pointer
        return node.key if on_key and node.key else node.value

    def open_to_all(self, path: str, line: int) -> bool:
        """Tell whether a line may be shown to everybody.

        It may if the file was parsed, its record's level is the lowest there is,
        and every field that stands on the line is one that the schema marks
        neither as personal nor as kept off pages. Schemas are open.
        """
        if path.startswith("schemas/"):
            return True
        record = self._records.get(path)
        if record is None or not self._open_records(path):
            return False
        kind = self._space.types[record.type]
        routes = [
            route
            for route, node in self._positions(path).items()
            if line in {node.value.line, node.key.line if node.key else 0}
        ]
        infos = [kind.field(route) for route in routes if route]
        return bool(infos) and all(i and not i.personal and i.on_page for i in infos)

    def _record_is_open(self, path: str) -> bool:
        from dangan.rules.secrecy import levels

        record = self._records[path]
        if record.type not in self._space.types:
            return False
        policy = self._space.policies.for_record(record)
        known = levels(policy) if policy else ()
        return bool(known) and record.get("secrecy.level") == known[0].code

    @cached_property
    def _records(self) -> Mapping[str, Record]:
        return {record.path: record for record in self._space.archive.records}

    def _text(self, path: str) -> str:
        try:
            return self._read(path).decode("utf-8", "replace")
        except (FileNotFoundError, OSError):
            # Vanished with the change under review, or no regular file.
            return ""

    def _find_positions(self, path: str) -> Mapping[Pointer, NodePosition]:
        from dangan.syntax import positions

        text = self.text(path)
        return positions(text) if text else {}
