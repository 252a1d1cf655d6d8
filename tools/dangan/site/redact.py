"""Cutting a record to what an audience may see: field by field, by allow-list.

A field survives if the schema of its type knows it, does not keep it off pages
(``x-page: false``) and its ``x-personal`` is for the audience. A value that
names a record outside of the catalogue is taken away with the entry that holds
it; inside a text the number is masked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from dangan.model.json import Json, Pointer
from dangan.model.record import Record
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.site.audience import Audience

#: What stands for a number that is not for the audience.
MASK = "‹…›"
_GONE = object()
_PREFIX = 4


@dataclass(slots=True)
class _Node:
    """What may be shown at one place of a type's records."""

    allowed: bool = False
    below: dict[str, _Node] = field(default_factory=dict)


class HiddenNames:
    """Ids and numbers of records that are not in the catalogue."""

    def __init__(self, names: Iterable[str]) -> None:
        """Index the names by their first characters, to find them in texts."""
        self.names = frozenset(name for name in names if name)
        self._starts: dict[str, list[str]] = {}
        for name in sorted(self.names, key=lambda name: (-len(name), name)):
            if len(name) >= _PREFIX:
                self._starts.setdefault(name[:_PREFIX], []).append(name)

    def masked(self, text: str) -> str:
        """Return a text with every hidden number in it masked."""
        if not self._starts or len(text) < _PREFIX:
            return text
        return "".join(self._pieces(text))

    def _pieces(self, text: str) -> Iterator[str]:
        index = 0
        while index < len(text):
            candidates = self._starts.get(text[index : index + _PREFIX], ())
            name = next((n for n in candidates if text.startswith(n, index)), "")
            yield MASK if name else text[index]
            index += len(name) or 1


class Redactor:
    """Makes the public version of records for one audience."""

    def __init__(
        self,
        types: Mapping[str, RecordType],
        audience: Audience,
        hidden: HiddenNames,
    ) -> None:
        """Lay out once per type what may be shown."""
        self._hidden = hidden
        self._trees = {name: _tree(kind, audience) for name, kind in types.items()}

    @property
    def fields(self) -> Mapping[str, frozenset[str]]:
        """Return record type → top-level fields that may be shown."""
        return {name: frozenset(tree.below) for name, tree in self._trees.items()}

    def public(self, record: Record) -> Record:
        """Return the record without what is not for the audience.

        A record of an unknown type keeps nothing.
        """
        tree = self._trees.get(record.type, _Node(allowed=True))
        data = self._cut(record.data, tree)
        shown = data if isinstance(data, dict) else {}
        return Record(replace(record.document, data=shown, text=""))

    def _cut(self, value: Json, node: _Node) -> Json:
        if isinstance(value, dict):
            return self._cut_mapping(value, node)
        if isinstance(value, list):
            item = node.below.get("*")
            kept = [self._cut(entry, item) for entry in value] if item else []
            return [entry for entry in kept if entry is not _GONE] or _GONE
        if not node.allowed:
            return _GONE
        if isinstance(value, str):
            return _GONE if value in self._hidden.names else self._hidden.masked(value)
        return value

    def _cut_mapping(self, value: Mapping[str, Json], node: _Node) -> Json:
        """Cut a mapping; one that names a hidden record goes as a whole."""
        kept: dict[str, Json] = {}
        for key, inner in value.items():
            child = node.below.get(key)
            if child is None:
                continue
            if isinstance(inner, str) and inner in self._hidden.names:
                return _GONE
            shown = self._cut(inner, child)
            if shown is not _GONE:
                kept[key] = shown
        return kept or _GONE


def _tree(kind: RecordType, audience: Audience) -> _Node:
    root = _Node(allowed=True)
    for route, info in kind.fields.items():
        if _is_shown(info, audience, kind, route):
            node = root
            for step in route:
                node = node.below.setdefault(str(step), _Node())
            node.allowed = True
    return root


def _is_shown(
    info: FieldInfo, audience: Audience, kind: RecordType, route: Pointer
) -> bool:
    """Ask the field and everything above it."""
    above = (kind.fields.get(route[:depth]) for depth in range(1, len(route)))
    chain = (info, *(field for field in above if field))
    return all(f.on_page and audience.may_know(f.personal) for f in chain)
