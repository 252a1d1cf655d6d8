"""Values of records as pieces of text with links, for one place in the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.json import Json, Pointer, pointer
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.report.labels import Labels
from dangan.site import urls
from dangan.site.view import Cell, Fact, Part, Parts, Step
from dangan.site.wording import labelled

#: Vocabularies whose labels need no label of the field beside them.
_SPEAKING = frozenset({"departments", "people", "records"})
#: Vocabularies with pages of their own → axis of the lists.
LISTED = {
    "classes": "class",
    "departments": "department",
    "retention_classes": "retention",
}


@dataclass(frozen=True, slots=True)
class Node:
    """One place in the records of a type: its field, label and order of keys."""

    info: FieldInfo | None
    label: str
    #: Keys below, in the order of the schema.
    order: tuple[str, ...]
    #: Whether a text there says by itself what it is.
    speaks: bool

    def is_clear(self, value: Json) -> bool:
        """Tell whether a value needs no label beside it."""
        if not isinstance(value, str):
            return False
        return self.speaks or (self.info is not None and value in self.info.values)


class Scribe:
    """Writes values for pages that lie ``depth`` folders below the root."""

    def __init__(
        self,
        archive: Archive,
        labels: Labels,
        depth: int,
        pages: frozenset[tuple[str, str]],
        clauses: Mapping[str, str],
    ) -> None:
        """Take what can be linked.

        Args:
            archive: the public archive.
            labels: labels in the language of the site.
            depth: folders between the page and the root.
            pages: (axis, key) of the lists that exist.
            clauses: full clause id → how people cite it.
        """
        self.archive = archive
        self.labels = labels
        self.speech = labels.speech
        self.root = urls.up(depth)
        zh = labels.speech.lang == "zh"
        self._comma, self._semicolon = (
            Part("，" if zh else ", "),
            Part("；" if zh else "; "),
        )
        self._after_label = " " if zh else ": "
        self._pages = pages
        self._clauses = clauses
        self._nodes: dict[tuple[str, Pointer], Node] = {}

    def link(self, record: Record, text: str = "") -> Part:
        """Return a link to a record, called by number and title."""
        return Part(text or self.called(record), self.root + urls.record(record))

    def called(self, record: Record) -> str:
        """Return number and title of a record on one line."""
        number = record.number or self.speech.say(M("draft"))
        return f"{number} {record.title or self.labels.kind(record.type)}"

    def to(self, path: str, text: str) -> Part:
        """Return a link to a page of the site."""
        return Part(text, self.root + path)

    def listed(self, axis: str, key: str, text: str) -> Part:
        """Return a link to the list of one value, or text where there is none."""
        known = (axis, key) in self._pages
        return Part(text, self.root + urls.listing(axis, key) if known else "")

    def clause(self, full: str) -> Part | None:
        """Return how a clause is cited, with a link to it; None for no clause."""
        if not full:
            return None
        known = full in self._clauses
        return Part(
            self._clauses.get(full, full),
            self.root + urls.clause(full) if known else "",
        )

    def steps(self, kind: RecordType, because: tuple[Reason, ...]) -> tuple[Step, ...]:
        """Return the steps of a derivation; steps with one text become one."""
        found: dict[str, list[Part]] = {}
        for reason in because:
            cited = found.setdefault(self.told(kind, reason.message), [])
            clause = self.clause(reason.clause)
            if clause and clause not in cited:
                cited.append(clause)
        return tuple(Step(text, tuple(cited)) for text, cited in found.items())

    def told(self, kind: RecordType, message: Message) -> str:
        """Return a message about a record of a type, with labels for fields."""
        return self.speech.say(labelled(self.labels, kind, message))

    def parts(self, kind: RecordType, route: Pointer, value: Json) -> Parts:
        """Return a value of a record, labelled and linked."""
        return tuple(self._written(kind, route, value))

    def facts(
        self, kind: RecordType, record: Record, names: tuple[str, ...]
    ) -> tuple[Fact, ...]:
        """Return label and value of each of these fields that the record has."""
        routes = ((name,) for name in names)
        rows = ((route, record.get(route)) for route in routes)
        return tuple(
            Fact(self.field(kind, route), self.parts(kind, route, value))
            for route, value in rows
            if value not in (None, "", [], {})
        )

    def field(self, kind: RecordType, route: Pointer) -> str:
        """Return the label of a field; its name where the schema gives none."""
        return self._node(kind, route).label

    def in_order(
        self, kind: RecordType, route: Pointer, value: Mapping[str, Json]
    ) -> list[tuple[str, Json]]:
        """Return the entries of a mapping in the order of the schema."""
        if len(value) == 1:
            return list(value.items())
        known = self._node(kind, route).order
        rows = [(key, value[key]) for key in known if key in value]
        return rows + [(key, value[key]) for key in value if key not in known]

    def cell(self, kind: RecordType, record: Record, path: str) -> Cell:
        """Return a field of a record as a table cell."""
        route = pointer(path)
        value = record.get(route)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return Cell((Part(str(len(value))),))
        return Cell(self.parts(kind, route, value) if value is not None else ())

    def _written(self, kind: RecordType, route: Pointer, value: Json) -> Iterator[Part]:
        if isinstance(value, dict):
            yield from self._mapping(kind, route, value)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if index:
                    yield self._semicolon
                yield from self._written(kind, (*route, "*"), entry)
        elif value is not None:
            yield self._single(self._node(kind, route).info, value)

    def _mapping(
        self, kind: RecordType, route: Pointer, value: Mapping[str, Json]
    ) -> Iterator[Part]:
        """Write a mapping as one line; a label stands where a value needs it."""
        whole = self._node(kind, route).label
        for index, (key, inner) in enumerate(self.in_order(kind, route, value)):
            if index:
                yield self._comma
            below = (*route, key)
            node = self._node(kind, below)
            if node.label != whole and not node.is_clear(inner):
                yield Part(node.label + self._after_label)
            yield from self._written(kind, below, inner)

    def _single(self, info: FieldInfo | None, value: Json) -> Part:
        if info is None:
            return Part(self.labels.value(None, value))
        if info.vocabulary == "records" and value in self.archive.by_id:
            return self.link(self.archive.by_id[value])
        text = self.labels.value(info, value)
        axis = LISTED.get(info.vocabulary)
        return self.listed(axis, str(value), text) if axis else Part(text)

    def _node(self, kind: RecordType, route: Pointer) -> Node:
        """Return what is known of a place; ``*`` stands for any index."""
        node = self._nodes.get((kind.id, route))
        if node is None:
            starred = tuple("*" if isinstance(step, int) else step for step in route)
            node = self._nodes[kind.id, route] = self._make_node(kind, starred)
        return node

    def _make_node(self, kind: RecordType, route: Pointer) -> Node:
        info = kind.fields.get(route)
        length = len(route) + 1
        below = [r[-1] for r in kind.fields if len(r) == length and r[:-1] == route]
        return Node(
            info,
            self.speech.label(info.label if info else None, str(route[-1])),
            tuple(map(str, below)),
            info is not None and info.vocabulary in _SPEAKING,
        )
