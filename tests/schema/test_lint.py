"""Schema files that must be refused, each for its reason."""

from __future__ import annotations

from typing import Any

import pytest

from dangan.model.record import Document
from dangan.schema import lint_schema
from dangan.schema.patterns import pattern_faults

HEAD = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "dangan:types/made-up",
}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


CASES = [
    (closed(a={"enum": ["x"]}), set()),
    ({"$schema": "http://json-schema.org/draft-07/schema#"}, {"lint-dialect"}),
    ({"$id": "https://example.org/made-up"}, {"lint-id"}),
    ({"type": "object", "properties": {}}, {"lint-open"}),
    ({"type": ["object", "null"]}, {"lint-open"}),
    (closed(a={"type": "object", "properties": {}}), {"lint-open"}),
    (closed(a={"type": "array", "items": {"properties": {}}}), {"lint-open"}),
    ({**closed(), "if": {"properties": {"a": {"const": 1}}}}, set()),
    (closed(a={"type": "string"}), {"lint-text"}),
    (closed(a={"type": "string", "pattern": "[0-9]+"}), {"lint-pattern"}),
    ({**closed(), "patternProperties": {"a.*": {"const": 1}}}, {"lint-pattern"}),
    (closed(a={"type": "string", "format": "dat"}), {"lint-format"}),
    (closed(a={"$ref": "https://example.org/date"}), {"lint-reference"}),
    (closed(a={"$ref": "file:///etc/passwd"}), {"lint-reference"}),
    (closed(a={"$ref": "../core/date.schema.json"}), {"lint-reference"}),
    (closed(a={"$ref": "dangan:core/date"}), set()),
    (closed(a={"enum": ["x"], "x-personal": "secret"}), {"lint-personal"}),
    ({**closed(), "requried": ["a"]}, {"lint-keyword"}),
    ({**closed(), "required": ["a"]}, {"lint-required"}),
]


@pytest.mark.parametrize(("schema", "kinds"), CASES, ids=str)
def test_fault_of_a_schema_file(schema: dict[str, Any], kinds: set[str]) -> None:
    problems = lint_schema(Document("x.schema.json", {**HEAD, **schema}))
    assert {problem.kind for problem in problems} == kinds


def test_misspelt_keyword_gets_the_right_one() -> None:
    schema = {**HEAD, **closed(), "additionalPropertes": False}
    (problem,) = lint_schema(Document("x.schema.json", schema))
    assert "additionalProperties is" in str(problem.draft.message)
    assert problem.draft.place.pointer == ("additionalPropertes",)


GOOD = [
    "^[0-9]{4}$",
    "^[a-z]([-_]?[a-z0-9])*$",
    "^P[1-9][0-9]{0,3}(Y|M|W|D|WD)$",
    r"^[^\u0000-\u001f]([^\u0000]*[^\u0000])?$",
    "^(?:a|b)+$",
    "^[]+*]+$",
    "^a[.]yaml$",
    r"^a\+b\.c$",
]
BAD = [
    "[0-9]+",
    "^[0-9]+",
    r"^\d{4}$",
    r"^\w+$",
    r"^(\w+\s?)*$",
    "^(a+)+$",
    "^(a*)*$",
    "^((a+)b)+$",
    "^(a|b+)+$",
    "^(a+b){2,}$",
    "^a|b$",
    "^(?=a)a$",
    "^(?P<x>a)$",
    r"^(a)\1$",
    r"^\p{Han}$",
    r"^a\Z$",
    "^(a$",
]


@pytest.mark.parametrize("pattern", GOOD)
def test_plain_pattern_is_accepted(pattern: str) -> None:
    assert list(pattern_faults(pattern)) == []


@pytest.mark.parametrize("pattern", BAD)
def test_risky_pattern_is_refused(pattern: str) -> None:
    assert list(pattern_faults(pattern)) != []
