"""A kind of record nobody has thought of works without any Python."""

from __future__ import annotations

from typing import Any

import pytest

from dangan import syntax
from dangan.model.errors import TypeSetupError
from dangan.model.record import Document
from dangan.model.recordtype import RecordType
from dangan.schema import Validator, build_type, lint_schema, lint_type
from support import recordtypes

TYPE = """
id: sample-board
label: {zh: 样板, en: Sample board}
folder: sample-board
columns: [number, title, finish, opened_on]
triggers: [opened_on]
events: [shown, placed]
event_labels: {shown: {zh: 展出, en: shown}}
"""
SCHEMA = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "dangan:types/sample-board",
    "$ref": "dangan:core/record",
    "properties": {
        "type": {"const": "sample-board"},
        "title": {},
        "finish": {
            "enum": ["matt", "gloss"],
            "x-label": {"zh": "光泽", "en": "Finish"},
            "x-labels": {"matt": {"zh": "哑光", "en": "matt"}},
        },
        "maker": {
            "type": "object",
            "x-label": {"zh": "制作人", "en": "Maker"},
            "x-personal": "contact",
            "properties": {
                "phone": {
                    "$ref": "dangan:core/telephone",
                    "x-label": {"zh": "电话", "en": "Telephone"},
                },
            },
            "additionalProperties": False,
        },
    },
    "unevaluatedProperties": False,
    "if": {"required": ["tombstone"]},
    "else": {"required": ["title", "finish"]},
}
RECORD = {
    "id": "01JD8QZ5M3K7T9W2X4Y6Z8A0BC",
    "type": "sample-board",
    "title": "演示样板",
    "finish": "matt",
}


def made_up(text: str = TYPE) -> RecordType:
    parsed = syntax.load(text.encode(), "type.yaml")
    assert parsed.data is not None
    schema = Document("record.schema.json", SCHEMA)
    return build_type(Document("type.yaml", parsed.data), schema, recordtypes.core())


def test_it_has_no_fault_of_its_own() -> None:
    assert lint_schema(Document("record.schema.json", SCHEMA)) == ()
    assert lint_type(made_up()) == ()


@pytest.mark.parametrize("fast", [False, True])
def test_its_records_are_judged(*, fast: bool) -> None:
    validator = Validator({"sample-board": made_up()}, fast=fast)
    assert validator.problems(recordtypes.record(RECORD)) == ()
    (problem,) = validator.problems(recordtypes.record({**RECORD, "finish": "oily"}))
    assert problem.draft.place.pointer == ("finish",)


def test_its_labels_come_from_its_schema() -> None:
    fields = made_up().fields
    assert fields["finish",].label == {"zh": "光泽", "en": "Finish"}
    assert fields["finish",].values["matt"]["zh"] == "哑光"
    assert fields["events", "*", "kind"].values["shown"]["en"] == "shown"
    assert fields["events", "*", "kind"].values["placed"]["en"] == "placed"


def test_guarded_data_are_guarded_all_the_way_down() -> None:
    assert made_up().fields["maker", "phone"].personal == "contact"


def test_its_fields_stand_where_its_schema_puts_them() -> None:
    names = [pointer[0] for pointer in made_up().fields if len(pointer) == 1]
    assert names[names.index("title") + 1 :][:2] == ["finish", "maker"]


def test_a_column_that_is_no_field_is_a_fault() -> None:
    (problem,) = lint_type(made_up(TYPE.replace("finish", "colour")))
    assert problem.draft.place.pointer == ("columns", 2)


def test_a_field_without_label_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(SCHEMA["properties"]["finish"], "x-label")  # type: ignore[index]
    (problem,) = lint_type(made_up())
    assert problem.kind == "lint-label"


UNSAFE = [
    ({"pattern": r"^(\w+\s?)*$", "type": "string"}, "pattern"),
    ({"$ref": "https://example.org/x"}, "reference"),
    ({"type": "object"}, "additionalProperties"),
]


@pytest.mark.parametrize(("schema", "fact"), UNSAFE)
def test_an_unsafe_schema_never_runs(
    monkeypatch: pytest.MonkeyPatch, schema: dict[str, str], fact: str
) -> None:
    properties: Any = SCHEMA["properties"]
    monkeypatch.setitem(properties, "finish", schema)
    with pytest.raises(TypeSetupError, match=fact) as error:
        made_up()
    assert "properties.finish" in error.value.context[-1]


@pytest.mark.parametrize(
    "line", ["columms: [number]", "folder: Bad Folder", "label: x"]
)
def test_a_broken_type_yaml_is_a_broken_set_up(line: str) -> None:
    key = line.partition(":")[0]
    kept = [row for row in TYPE.splitlines() if not row.startswith(f"{key}:")]
    with pytest.raises(TypeSetupError) as error:
        made_up("\n".join([*kept, line, ""]))
    assert key in error.value.context[-1]
