"""References are written out once; what cannot be written out is a broken set-up."""

from __future__ import annotations

from typing import Any

import pytest

from dangan.model.errors import TypeSetupError
from dangan.schema.expand import expand

CORE: dict[str, Any] = {
    "dangan:core/base": {
        "type": "object",
        "properties": {
            "id": {"const": 1},
            "title": {"x-label": {"en": "Title"}},
            "z": {},
        },
        "required": ["id"],
        "if": {"required": ["z"]},
        "then": {"required": ["title"]},
    },
    "dangan:core/closed": {"properties": {"a": {}}, "additionalProperties": False},
    "dangan:core/loop": {"properties": {"again": {"$ref": "#"}}},
}


def expanded(**schema: Any) -> dict[str, Any]:
    return expand({"$id": "dangan:types/x", **schema}, CORE)


def test_own_fields_stand_after_the_field_they_follow() -> None:
    schema = expanded(
        **{"$ref": "dangan:core/base"},
        properties={"title": {}, "year": {}, "month": {}},
        unevaluatedProperties=False,
    )
    assert list(schema["properties"]) == ["id", "title", "year", "month", "z"]
    assert schema["additionalProperties"] is False


def test_own_remark_wins_and_own_demand_is_added() -> None:
    own = {"title": {"x-label": {"en": "Name"}, "maxLength": 3}}
    schema = expanded(**{"$ref": "dangan:core/base"}, properties=own, required=["z"])
    assert schema["properties"]["title"] == {"x-label": {"en": "Name"}, "maxLength": 3}
    assert schema["required"] == ["id", "z"]


def test_both_conditions_stay() -> None:
    own = {"if": {"required": ["id"]}, "then": {"required": ["title"]}}
    schema = expanded(**{"$ref": "dangan:core/base"}, **own)
    assert schema["if"] == {"required": ["id"]}
    assert schema["allOf"] == [
        {"if": {"required": ["z"]}, "then": {"required": ["title"]}}
    ]


def test_conflicting_demands_both_hold() -> None:
    schema = expanded(properties={"id": {"const": 2}}, **{"$ref": "dangan:core/base"})
    assert schema["properties"]["id"] == {"const": 1, "allOf": [{"const": 2}]}


BROKEN = [
    ({"$ref": "dangan:core/loop"}, "a schema refers to itself"),
    ({"$ref": "dangan:core/none"}, "a definition that is not here"),
    ({"$ref": "https://example.org/x"}, "a definition that is not here"),
    ({"$ref": "#/$defs/none"}, "a definition that is not here"),
    ({"$ref": "dangan:core/closed", "properties": {"b": {}}}, "that is closed"),
    (
        {"if": {"properties": {"b": {}}}, "unevaluatedProperties": False},
        "a field that is not declared",
    ),
]


@pytest.mark.parametrize(("schema", "fact"), BROKEN, ids=str)
def test_broken_schema_is_a_broken_set_up(schema: dict[str, Any], fact: str) -> None:
    with pytest.raises(TypeSetupError, match=fact):
        expanded(**schema)
