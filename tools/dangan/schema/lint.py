"""Faults of schema files themselves: open objects, slow patterns, misspelt keywords."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from dangan.model.json import Pointer
from dangan.model.message import M, Message
from dangan.model.problem import Problem
from dangan.model.record import Document
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.schema.formats import FORMATS
from dangan.schema.keywords import (
    CORE,
    DIALECT,
    HOLDS_LIST,
    HOLDS_MAP,
    HOLDS_SCHEMA,
    KNOWN,
    PERSONAL,
    TYPES,
)
from dangan.schema.nearest import nearest
from dangan.schema.patterns import pattern_faults

#: Below these a schema narrows what is declared beside it.
_BRANCHES = frozenset({"if", "then", "else", "not", "propertyNames", "contains"})
_BOUNDS = frozenset({"pattern", "format", "enum", "const"})
_LANGUAGES = frozenset({"zh", "en"})
#: Lists of type.yaml whose entries are fields.
_NAMING_FIELDS = (
    "columns",
    "asked",
    "triggers",
    "governing_date",
    "year_from",
    "personal",
)


def lint_schema(document: Document) -> tuple[Problem, ...]:
    """Return the faults of one schema file, without following its references."""
    return tuple(_file(document)) + tuple(_Lint(document).of(document.data, ()))


def lint_type(record_type: RecordType) -> tuple[Problem, ...]:
    """Return what record type lacks: labels, fields that type.yaml names."""
    document = Document(f"schemas/types/{record_type.id}/type.yaml", record_type.data)
    return (
        *_unlabelled(document, record_type),
        *_unknown_fields(document, record_type),
    )


def _file(document: Document) -> Iterator[Problem]:
    if document.data.get("$schema") != DIALECT:
        fact = M("a schema names its dialect: {dialect}", dialect=DIALECT)
        yield _problem(document, ("$schema",), "lint-dialect", fact)
    if not str(document.data.get("$id", "")).startswith((CORE, TYPES)):
        fact = M(
            "the id of a schema begins with {core} or {types}", core=CORE, types=TYPES
        )
        yield _problem(document, ("$id",), "lint-id", fact)


class _Lint:
    """One walk over a schema file."""

    def __init__(self, document: Document) -> None:
        self._document = document

    def of(
        self, node: Any, way: Pointer, *, is_branch: bool = False
    ) -> Iterator[Problem]:
        """Yield the faults of a schema and of those inside it."""
        if not isinstance(node, Mapping):
            return
        for kind, fact, step in _faults(node, is_branch=is_branch):
            yield _problem(self._document, (*way, *step), kind, fact)
        for key, value in node.items():
            below = is_branch or key in _BRANCHES
            for step, inner in _schemas(key, value):
                yield from self.of(inner, (*way, key, *step), is_branch=below)


def _schemas(key: str, value: Any) -> Iterator[tuple[Pointer, Any]]:
    if key in HOLDS_SCHEMA:
        yield (), value
    elif key in HOLDS_LIST:
        yield from (((index,), one) for index, one in enumerate(value))
    elif key in HOLDS_MAP and isinstance(value, Mapping):
        yield from (((name,), one) for name, one in value.items())


_Fault = tuple[str, Message, Pointer]


def _faults(node: Mapping[str, Any], *, is_branch: bool) -> Iterator[_Fault]:
    yield from _keyword_faults(node)
    yield from _required_faults(node)
    yield from _text_faults(node, is_branch=is_branch)
    if not is_branch and _is_open(node):
        yield "lint-open", M("an object says additionalProperties: false"), ()
    reference = node.get("$ref", "#")
    if not str(reference).startswith(("#", CORE)):
        fact = M("a reference stays inside: {core}NAME or #/$defs/NAME", core=CORE)
        yield "lint-reference", fact, ("$ref",)
    if node.get("x-personal", "duty") not in PERSONAL:
        fact = M("x-personal is one of: {values}", values=PERSONAL)
        yield "lint-personal", fact, ("x-personal",)


def _keyword_faults(node: Mapping[str, Any]) -> Iterator[_Fault]:
    for key in sorted(node.keys() - KNOWN):
        meant = nearest(key, KNOWN)
        fact = M("{key} is not a keyword of schemas here", key=key)
        if meant:
            fact = M("{key} is not a keyword; {meant} is", key=key, meant=meant)
        yield "lint-keyword", fact, (key,)


def _required_faults(node: Mapping[str, Any]) -> Iterator[_Fault]:
    if "additionalProperties" in node and "$ref" not in node:
        for name in set(node.get("required", ())) - set(node.get("properties", ())):
            fact = M("{key} is required but not declared", key=name)
            yield "lint-required", fact, ("required",)


def _text_faults(node: Mapping[str, Any], *, is_branch: bool) -> Iterator[_Fault]:
    patterns = [*node.get("patternProperties", ())]
    if isinstance(node.get("pattern"), str):
        patterns.append(node["pattern"])
    for pattern in patterns:
        for fact in pattern_faults(pattern):
            yield "lint-pattern", fact, ("pattern",)
    if "format" in node and node["format"] not in FORMATS:
        fact = M("a format is one of: {values}", values=tuple(FORMATS))
        yield "lint-format", fact, ("format",)
    if not is_branch and node.get("type") == "string" and not _BOUNDS & set(node):
        yield "lint-text", M("a text says its form: refer to dangan:core/text"), ()


def _is_open(node: Mapping[str, Any]) -> bool:
    kinds = node.get("type", ())
    is_object = "properties" in node or "patternProperties" in node
    if not (is_object or kinds == "object" or "object" in kinds) or node.get("x-open"):
        return False
    closing = ("additionalProperties", "unevaluatedProperties")
    return all(node.get(keyword) is not False for keyword in closing)


def _unlabelled(document: Document, record_type: RecordType) -> Iterator[Problem]:
    for info in record_type.fields.values():
        if _lacks_label(info):
            fact = M("a field has no x-label in Chinese and English")
            yield _problem(document, info.pointer, "lint-label", fact)


def _lacks_label(info: FieldInfo) -> bool:
    is_entry = info.pointer[-1] == "*"
    return not is_entry and not set(info.label) >= _LANGUAGES


def _unknown_fields(document: Document, record_type: RecordType) -> Iterator[Problem]:
    known = {tuple(s for s in pointer if s != "*") for pointer in record_type.fields}
    for key in _NAMING_FIELDS:
        for index, name in enumerate(record_type.data.get(key, ())):
            if tuple(s for s in name.split(".") if not s.isdecimal()) not in known:
                fact = M("{key} names a field that the schema does not have", key=key)
                yield _problem(document, (key, index), "lint-field", fact)


def _problem(document: Document, way: Pointer, kind: str, fact: Message) -> Problem:
    return Problem(kind, document.at(way).says(fact))
