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
#: Shorter names stand in many texts by chance.
_LONG = 4
#: Signs that hold the parts of a number together.
_JOINTS = frozenset("-–—_./:·•")
_SMALL = {code: code + 32 for code in range(ord("A"), ord("Z") + 1)}


@dataclass(slots=True)
class _Node:
    """What may be shown at one place of a type's records."""

    allowed: bool = False
    below: dict[str, _Node] = field(default_factory=dict)


class HiddenNames:
    """Ids and numbers of records that are not in the catalogue.

    In a text a name counts whatever its case, and where it stands by itself: a
    name that ends with a digit is not the beginning of a longer number. One of
    up to three characters must stand between signs that belong to no number, as
    dates and codes are full of them.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Index the names by first character and length, to find them in texts."""
        self.names = frozenset(name for name in names if name)
        self._folded = frozenset(map(_folded, self.names))
        self._lengths: dict[str, list[int]] = {}
        for first, length in sorted({(n[0], len(n)) for n in self._folded}):
            self._lengths.setdefault(first, []).insert(0, length)

    def masked(self, text: str) -> str:
        """Return a text with every hidden number in it masked."""
        if not self._lengths:
            return text
        return "".join(self._pieces(text, _folded(text)))

    def _pieces(self, text: str, folded: str) -> Iterator[str]:
        done = index = 0
        while index < len(text):
            length = self._length_at(folded, index)
            if length:
                yield text[done:index] + MASK
                done = index + length
            index += length or 1
        yield text[done:]

    def _length_at(self, text: str, index: int) -> int:
        """Return the length of the longest hidden name at a place, or 0."""
        for length in self._lengths.get(text[index], ()):
            name = text[index : index + length]
            if name in self._folded and _stands(text, index, name):
                return length
        return 0


def _folded(text: str) -> str:
    """Return a text of the same length in which Latin letters are small."""
    return text.translate(_SMALL)


def _stands(text: str, index: int, name: str) -> bool:
    """Tell whether a name stands by itself and not inside a longer number."""
    before, after = text[:index][:-3:-1], text[index + len(name) :][:2]
    if len(name) < _LONG:
        return not _goes_on(before) and not _goes_on(after)
    is_begun = name[0].isdigit() and before[:1].isdigit()
    return not is_begun and not (name[-1].isdigit() and after[:1].isdigit())


def _goes_on(signs: str) -> bool:
    """Tell whether a number, a date or a code goes on with two signs."""
    return _is_plain(signs[:1]) or (signs[:1] in _JOINTS and _is_plain(signs[1:]))


def _is_plain(sign: str) -> bool:
    return sign.isascii() and sign.isalnum()


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
