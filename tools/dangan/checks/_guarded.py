"""Which fields of a record hold personal data."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.model.json import Json, Pointer
from dangan.model.record import Record
from dangan.model.recordtype import RecordType

#: Kinds of personal data that git holds only sealed or with the holding's consent.
KEPT_BACK = frozenset({"contact", "private"})
#: Keys under which a sealed value, or the word that it is on paper, stands.
_NOT_PLAIN = frozenset({"sealed", "held_on_paper"})


def plain_personal(record: Record, kind: RecordType) -> Iterator[Pointer]:
    """Yield the topmost nodes that hold personal data readable by everybody."""
    yield from _below(record.data, (), kind)


def _below(node: Json, route: Pointer, kind: RecordType) -> Iterator[Pointer]:
    info = kind.field(route) if route else None
    if info is not None and info.personal in KEPT_BACK:
        if node not in (None, "", [], {}) and not _is_kept_back(node):
            yield route
        return
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _below(value, (*route, key), kind)
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _below(value, (*route, index), kind)


def _is_kept_back(node: Json) -> bool:
    return isinstance(node, dict) and bool(node) and node.keys() <= _NOT_PLAIN
