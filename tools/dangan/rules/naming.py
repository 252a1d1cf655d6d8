"""Codes as people read them, in both languages: of the holding, packs and schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject
from dangan.model.message import M, Message, Text
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.policy.policies import Policies
from dangan.rules.periods import told
from dangan.rules.words import words

#: Words for a code: a text of both languages, or the code where nobody names it.
Words = Text | Message | str
#: Sections of a pack whose rules name the values of a vocabulary, with the key.
_SECTIONS = {
    "classes": "code",
    "retention_classes": "id",
    "secrecy_levels": "code",
    "roles": "role",
    "floors": "basis",
}
#: Dimension of a duty → list of its values, where that is not its plural.
_UNITS = {"kind": "materials"}
#: Kinds of parameters whose values have names of their own.
_NAMED = frozenset({"department", "role"})
_YES_NO = {True: M("yes"), False: M("no")}


class Names:
    """Looks up what codes are called."""

    def __init__(
        self, holding: Holding, policies: Policies, types: Mapping[str, RecordType]
    ) -> None:
        """Gather the names that holding and packs give; the packs' win."""
        self._types = types
        self._known: dict[tuple[str, str], Text] = {}
        for vocabulary, code, label in (*_of_packs(policies), *_of_holding(holding)):
            if label:
                self._known.setdefault((vocabulary, code), text_of(label))

    def of(self, vocabulary: str, code: str) -> Text | str:
        """Return what a code of a vocabulary is called."""
        return self._known.get((vocabulary, code), code)

    def kind(self, name: str) -> Text | str:
        """Return what a record type is called."""
        known = self._types.get(name)
        return text_of(known.label) if known else name

    def value(self, info: FieldInfo | None, value: Json) -> Words | int | float:
        """Return one value of a field; numbers stay numbers."""
        if isinstance(value, bool):
            return _YES_NO[value]
        if isinstance(value, int | float):
            return value
        return self._code(info, str(value)) if info else str(value)

    def _code(self, info: FieldInfo, code: str) -> Words:
        if code in info.values:
            return text_of(info.values[code])
        if info.vocabulary == "types" or info.pointer == ("type",):
            return self.kind(code)
        return told(code) if info.kind == "period" else self.of(info.vocabulary, code)

    def unit(self, unit: Mapping[str, str], *known: str) -> tuple[Text | str, ...]:
        """Return what a duty is for: rooms, departments, materials; not what is known.

        ``unit`` has dimension → value, as ``rules.duties`` lays them out.
        """
        return tuple(
            self.of(_UNITS.get(name, f"{name}s"), value)
            for name, value in unit.items()
            if value not in known
        )

    def called(self, kind: str, code: str) -> Words:
        """Return a value of a parameter with its name: a department, role or field.

        ``kind`` is that of the parameter; people stay codes.
        """
        name = self.of(f"{kind}s", code) if kind in _NAMED else code
        info = None if kind in _NAMED else self.field((), tuple(code.split(".")))
        if info is not None and info.label:
            name = text_of(info.label)
        return (
            told(code) if name == code else M("{name} ({code})", name=name, code=code)
        )

    def labelled(self, message: Message, types: tuple[str, ...]) -> Message:
        """Return a message with the label of its field instead of the field's path."""
        gaps = dict(message.gaps)
        path = gaps.get("field")
        info = (
            self.field(types, tuple(path.split("."))) if isinstance(path, str) else None
        )
        if info is None or not info.label:
            return message
        return M(message.text, **{**gaps, "field": info.label})

    def field(self, types: tuple[str, ...], route: tuple[str, ...]) -> FieldInfo | None:
        """Return what is known of a field, from the first type that has it."""
        names = (*types, *(name for name in self._types if name not in types))
        kinds = (self._types[name] for name in names if name in self._types)
        return next((k.fields[route] for k in kinds if route in k.fields), None)

    def at_path(
        self, wanted: JsonObject, path: str, entries: str = ""
    ) -> FieldInfo | None:
        """Return the field that a path ends in, in whatever record it leads to.

        ``wanted`` is the condition on the records that the path begins with,
        ``entries`` the list of theirs whose lines are looked at.
        """
        kinds = wanted.get("type")
        types = words(kinds) if isinstance(kinds, str | list | tuple) else ()
        steps = tuple(path.split("."))
        ways = [(entries, "*", *steps)] if entries else []
        ways += [steps[start:] for start in range(len(steps))]
        found = (self.field(types, way) for way in ways)
        return next((info for info in found if info is not None), None)


def text_of(label: Json) -> Text:
    """Return a label of data as text; a plain word is the same in both languages."""
    if isinstance(label, Mapping):
        return Text(str(label.get("zh", "")), str(label.get("en", "")))
    return Text(str(label), str(label))


def said(value: Json) -> Message | str | tuple[Message | str, ...]:
    """Return a value of data in words: yes and no, periods, several of them."""
    if isinstance(value, bool):
        return _YES_NO[value]
    if isinstance(value, tuple | list):
        return tuple(map(_one, value))
    return _one(value)


def _one(value: Json) -> Message | str:
    return told(value) if isinstance(value, str) else str(value)


def _of_packs(policies: Policies) -> Iterator[tuple[str, str, Json]]:
    for policy in policies.all():
        for section, key in _SECTIONS.items():
            for rule in policy.rules(section):
                yield section, str(rule.data.get(key)), rule.label
        for rule in policy.rules("vocabularies"):
            for row in rule.data.get("values", ()):
                yield str(rule.data.get("name")), str(row["code"]), row.get("label")
        for rule in policy.rules("materials"):
            for row in rule.data.get("expect", ()):
                yield "materials", str(row.get("kind")), row.get("label")


def _of_holding(holding: Holding) -> Iterator[tuple[str, str, Json]]:
    lists = {**holding.data, **(holding.get("vocabularies") or {})}
    for vocabulary, rows in lists.items():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, Mapping):
                code = str(row.get("id", row.get("code")))
                yield vocabulary, code, row.get("label", row.get("name"))
