"""Values of records as pieces of text with links, for one place in the site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dangan.model.archive import Archive
from dangan.model.json import Json, Pointer, pointer
from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.recordtype import RecordType
from dangan.site import urls
from dangan.site.labels import Labels
from dangan.site.view import Cell, Fact, Part, Parts, Step

#: Vocabularies with pages of their own → axis of the lists.
LISTED = {
    "classes": "class",
    "departments": "department",
    "retention_classes": "retention",
}


def in_order(
    kind: RecordType, route: Pointer, value: Mapping[str, Json]
) -> list[tuple[str, Json]]:
    """Return the entries of a mapping in the order of the schema."""
    if len(value) == 1:
        return list(value.items())
    starred = tuple("*" if isinstance(step, int) else step for step in route)
    length = len(starred) + 1
    known = [r[-1] for r in kind.fields if len(r) == length and r[:-1] == starred]
    order = [str(key) for key in known if key in value]
    order += [key for key in value if key not in order]
    return [(key, value[key]) for key in order]


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
        self._pages = pages
        self._clauses = clauses

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
            self._clauses.get(full, full), self.root + urls.clause(full) if known else ""
        )

    def steps(self, because: tuple[Reason, ...]) -> tuple[Step, ...]:
        """Return the steps of a derivation; those with one text become one."""
        return tuple(
            Step(self.speech.say(reason.message), self.clause(reason.clause))
            for reason in because
        )

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
        info = kind.field(route)
        return self.speech.label(info.label if info else None, str(route[-1]))

    def cell(self, kind: RecordType, record: Record, path: str) -> Cell:
        """Return a field of a record as a table cell."""
        route = pointer(path)
        value = record.get(route)
        if isinstance(value, list) and value and isinstance(value[0], Mapping):
            return Cell((Part(str(len(value))),))
        return Cell(self.parts(kind, route, value) if value is not None else ())

    def _written(self, kind: RecordType, route: Pointer, value: Json) -> Iterator[Part]:
        if isinstance(value, Mapping):
            yield from self._mapping(kind, route, value)
        elif isinstance(value, list):
            for index, entry in enumerate(value):
                if index:
                    yield Part("；" if self.speech.lang == "zh" else "; ")
                yield from self._written(kind, (*route, index), entry)
        elif value is not None:
            yield self._single(kind, route, value)

    def _mapping(
        self, kind: RecordType, route: Pointer, value: Mapping[str, Json]
    ) -> Iterator[Part]:
        """Write a mapping as one line; a label stands where a value needs it."""
        zh = self.speech.lang == "zh"
        whole = self.field(kind, route)
        for index, (key, inner) in enumerate(in_order(kind, route, value)):
            if index:
                yield Part("，" if zh else ", ")
            label = self.field(kind, (*route, key))
            if label != whole and not self._speaks(kind, (*route, key), inner):
                yield Part(label + (" " if zh else ": "))
            yield from self._written(kind, (*route, key), inner)

    def _speaks(self, kind: RecordType, route: Pointer, value: Json) -> bool:
        """Tell whether a value says what it is without its label."""
        info = kind.field(route)
        if info is None or not isinstance(value, str):
            return False
        declared = info.vocabulary in {"departments", "people", "records"}
        return declared or value in info.values

    def _single(self, kind: RecordType, route: Pointer, value: Json) -> Part:
        info = kind.field(route)
        if isinstance(value, str) and value in self.archive.by_id:
            return self.link(self.archive.by_id[value])
        text = self.labels.value(info, value)
        axis = LISTED.get(info.vocabulary) if info else None
        return self.listed(axis, str(value), text) if axis else Part(text)
