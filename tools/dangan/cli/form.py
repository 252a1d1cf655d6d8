"""One record type as a form to fill in: choices, reading, faults, the draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M
from dangan.model.problem import Problem
from dangan.model.record import DRAFTS, Document, Record
from dangan.model.recordtype import RecordType
from dangan.rules.vocabulary import OPEN, RECORDS, offered, uses
from dangan.schema.draft import defaults
from dangan.schema.drafttext import DraftText, shown_choice
from dangan.schema.fields import node
from dangan.schema.reading import read_text

if TYPE_CHECKING:
    from dangan.workspace import Workspace

Labels = Mapping[str, str]


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """Makes drafts of one type in one archive."""

    space: Workspace
    type: RecordType
    lang: str

    @property
    def folder(self) -> str:
        """Return where drafts of the type lie."""
        return f"records/{self.type.data['folder']}/{DRAFTS}"

    def path(self, data: JsonObject) -> str:
        """Return the path of a draft."""
        return f"{self.folder}/{data['id']}.yaml"

    def begin(self, ulid: str) -> dict[str, Any]:
        """Return a record that holds only its id, its type and the defaults."""
        return {"id": ulid, "type": self.type.id, **defaults(self.type)}

    def choices(
        self, route: Pointer, data: JsonObject | None = None
    ) -> Mapping[str, Labels]:
        """Return value → label of what a field may hold, where it has a list.

        What is known of the record (``data``) tells which regulation's list it is.
        """
        info = self.type.field(route)
        schema = node(self.type.schema, route)
        schema = schema.get("items", schema)
        if "enum" in schema:
            labels = info.values if info else {}
            return {str(one): labels.get(str(one), {}) for one in schema["enum"]}
        name = (info.vocabulary if info else "") or schema.get("x-vocabulary", "")
        if not name:
            return {}
        known = self._listed(name, route, data or {})
        return _labelled(known, info.values if info else {}, self._people(name))

    def read(self, route: Pointer, text: str, data: JsonObject | None = None) -> Json:
        """Return the value that a text means; numbers of records become ids."""
        info = self.type.field(route)
        if info and info.vocabulary == RECORDS:
            found = self.space.archive.find(text.strip())
            return found.id if found else text.strip()
        schema = node(self.type.schema, route)
        return read_text(text, schema, self.choices(route, data))

    def problems(self, data: JsonObject) -> tuple[Problem, ...]:
        """Return what is wrong, fields that are merely missing left out."""
        record = self._record(data)
        found = self.space.validator.problems(record)
        faults = [one for one in found if one.kind != "schema-required"]
        undeclared = tuple(self._undeclared(record))
        told = {one.draft.place.pointer for one in undeclared}
        rest = [one for one in faults if one.draft.place.pointer not in told]
        return (*rest, *undeclared)

    def missing(self, data: JsonObject) -> tuple[Pointer, ...]:
        """Return the fields that are still to be filled in."""
        return self.space.validator.missing(self._record(data))

    def with_level(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return the record with the secrecy level that the regulation gives it."""
        from dangan.rules.secrecy import secrecy

        record = self._record(data)
        policy = self.space.policies.for_record(record)
        if policy is None or "secrecy" in data or "secrecy" not in self._names:
            return data
        level = secrecy(record, policy, self.space.archive)
        if level.problem is not None or not level.level.code:
            return data
        return {**data, "secrecy": {"level": level.level.code}}

    def text(self, data: JsonObject, offered: tuple[Pointer, ...], heading: str) -> str:
        """Return the draft as text with its help in comments."""

        def choices(route: Pointer) -> Mapping[str, Labels]:
            """Return what a field of this draft may hold."""
            return self.choices(route, data)

        return DraftText(self.type, self.lang, choices).of(data, offered, heading)

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(str(pointer[0]) for pointer in self.type.fields)

    def _record(self, data: JsonObject) -> Record:
        return Record(Document(self.path(data), data))

    def _listed(
        self, name: str, route: Pointer, data: JsonObject
    ) -> Mapping[str, Labels]:
        scene = (self.space.policies, self.space.holding)
        return offered(name, route, self.type, data, scene)

    def _people(self, name: str) -> Mapping[str, JsonObject]:
        return self.space.holding.entries(name)

    def _undeclared(self, record: Record) -> Iterator[Problem]:
        for use in uses(record, self.type):
            choices = self.choices(use.pointer, record.data)
            if use.field.vocabulary in OPEN or not choices or use.value in choices:
                continue
            fact = M("{field} is not on its list", field=use.field.label)
            shown = (shown_choice(*one, self.lang) for one in choices.items())
            hint = M("use one of: {values}", values=tuple(shown))
            place = record.at(use.pointer)
            yield Problem("undeclared", place.says(fact, hint=hint))


def _labelled(
    known: Mapping[str, Labels],
    labels: Mapping[str, Labels],
    people: Mapping[str, JsonObject],
) -> Mapping[str, Labels]:
    """Return a list with the schema's labels and people's names as labels."""
    return {
        value: label or labels.get(value, {}) or _named(people.get(value, {}))
        for value, label in known.items()
    }


def _named(entry: JsonObject) -> Labels:
    name = entry.get("name")
    return {"zh": name, "en": name} if isinstance(name, str) else {}
