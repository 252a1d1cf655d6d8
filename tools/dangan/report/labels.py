"""Codes as people read them: labels of the holding, of packs and of schemas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from dangan.model.holding import Holding
from dangan.model.json import Json
from dangan.model.message import M, Message
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.report.speech import Speech
from dangan.rules.periods import told

if TYPE_CHECKING:
    from dangan.policy.load import Policies

#: Sections of a pack whose rules name the values of a vocabulary.
_SECTIONS = {
    "classes": "code",
    "retention_classes": "id",
    "secrecy_levels": "code",
    "roles": "role",
    "floors": "basis",
}


class Labels:
    """Looks up the label of a code in one language; an unknown code is itself."""

    def __init__(
        self,
        holding: Holding,
        policies: Policies,
        types: Mapping[str, RecordType],
        speech: Speech,
    ) -> None:
        """Gather the labels of the holding and of all packs in use."""
        self.speech = speech
        self.types = types
        self._known: dict[tuple[str, str], str] = {}
        for vocabulary, code, label in (*_of_packs(policies), *_of_holding(holding)):
            text = speech.label(label, code)
            self._known.setdefault((vocabulary, code), text)
        self._triggers = _triggers(types)

    def of(self, vocabulary: str, code: str) -> str:
        """Return the label of a code in a vocabulary."""
        return self._known.get((vocabulary, code), code)

    def knows(self, vocabulary: str, code: str) -> bool:
        """Tell whether the vocabulary declares the code."""
        return (vocabulary, code) in self._known

    def kind(self, name: str) -> str:
        """Return the label of a record type."""
        known = self.types.get(name)
        return self.speech.label(known.label, name) if known else name

    def material(self, kind: RecordType, name: str) -> str:
        """Return the label of a kind of material: the regulation's, or the schema's."""
        return self.value(kind.field(("materials", "*", "kind")), name)

    def plural(self, name: str) -> str:
        """Return what several records of a type are called."""
        known = self.types.get(name)
        labels = known.data.get("plural") if known else None
        return self.speech.label(labels, self.kind(name))

    def value(self, info: FieldInfo | None, value: Json) -> str:
        """Return a single value of a field as people read it."""
        if isinstance(value, bool):
            return self.speech.say(M("yes") if value else M("no"))
        text = f"{value:,}" if isinstance(value, int | float) else str(value)
        return self._code(info, text) if info else text

    def _code(self, info: FieldInfo, text: str) -> str:
        if self.knows(info.vocabulary, text):
            return self.of(info.vocabulary, text)
        if text in info.values:
            return self.speech.label(info.values[text], text)
        if info.pointer == ("type",):
            return self.kind(text)
        if info.kind == "period":
            period = told(text)
            return self.speech.say(period) if isinstance(period, Message) else period
        return self._by_vocabulary(info.vocabulary, text)

    def _by_vocabulary(self, vocabulary: str, text: str) -> str:
        if vocabulary == "triggers" and text in self._triggers:
            return self.speech.label(self._triggers[text], text)
        return text


def _of_packs(policies: Policies) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for policy in policies.all():
        for section, key in _SECTIONS.items():
            for rule in policy.rules(section):
                yield section, str(rule.data.get(key)), rule.label
        for rule in policy.rules("vocabularies"):
            for row in rule.data.get("values", ()):
                code, label = str(row.get("code")), row.get("label", {})
                yield str(rule.data.get("name")), code, label
        for rule in policy.rules("materials"):
            for row in rule.data.get("expect", ()):
                yield "materials", str(row.get("kind")), row.get("label", {})


def _of_holding(holding: Holding) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for name, rows in holding.data.items():
        if isinstance(rows, list):
            yield from _rows(name, rows)
    declared = holding.get("vocabularies", {})
    for name, rows in (declared if isinstance(declared, Mapping) else {}).items():
        yield from _rows(name, rows)


def _rows(vocabulary: str, rows: Json) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    for row in rows if isinstance(rows, list) else ():
        if not isinstance(row, Mapping):
            continue
        label = row.get("label", row.get("name"))
        code = str(row.get("id", row.get("code")))
        yield vocabulary, code, {"": label} if isinstance(label, str) else label or {}


def _triggers(types: Mapping[str, RecordType]) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Mapping[str, str]] = {}
    for kind in types.values():
        for route, info in kind.fields.items():
            found.setdefault(".".join(map(str, route)), info.label)
    return found
