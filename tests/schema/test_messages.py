"""What a clerk reads: own words, the right place, and never a value."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dangan.model.json import dotted
from dangan.report.i18n import render
from dangan.schema import Validator
from support import recordtypes

ITEM: dict[str, Any] = {
    "id": "01JD8QZ5M3K7T9W2X4Y6Z8A0BC",
    "type": "item",
    "title": "演示",
}
CASES = [
    ({"titel": 1}, "titel", "titel is not a field here", "write title (Title)"),
    ({"zzz": 1}, "zzz", "zzz is not a field here", "delete it, or move"),
    ({"ｓecrecy": 1}, "ｓecrecy", "this key is not a field here", "secrecy (Secrecy)"),
    ({"secrecy\u200b": 1}, "secrecy\u200b", "this key is not", "secrecy (Secrecy)"),
    ({"13900000000": 1}, "13900000000", "this key is not a field here", "delete it"),
    ({"pages": "4"}, "pages", "pages (Pages) must be a whole number", "digits only"),
    ({"pages": 1.0}, "pages", "must be a whole number", "digits only"),
    ({"pages": True}, "pages", "must be a whole number", "digits only"),
    ({"title": 5}, "title", "title (Title) must be a text", "put it in quotes"),
    ({"title": None}, "title", "must be a text", "write a value, or delete the key"),
    ({"title": "\u3000"}, "title", "is not one line of text without blanks", ""),
    ({"title": "a\n"}, "title", "is not one line of text without blanks", ""),
    ({"title": "x" * 401}, "title", "has more than 400 characters", ""),
    ({"materials": {}}, "materials", "must be a list", "one entry a line"),
    ({"keywords": ["a", "a"]}, "keywords", "has the same entry twice", "delete one"),
    ({"copies": 0}, "copies", "must be 1 at least", ""),
    ({"form": "c"}, "form", "not on its list", "original (original), copy (copy)"),
    ({"formed_on": "2024-13"}, "formed_on", "is not a day, month or year", ""),
    ({"received_on": "5.3.2024"}, "received_on", "is not a date YYYY-MM-DD", ""),
    ({"retention": {}}, "retention", "retention.class (Class) is missing", "add class"),
    ({"location": {}}, "location", "has fewer than 1 fields", ""),
    ({"secrecy": {"level": "a", "period": "5"}}, "secrecy.period", "(Period) is", ""),
]  # fmt: skip


def problems(data: dict[str, Any]) -> Any:
    validator = Validator(recordtypes.record_types(), fast=False)
    return validator.problems(recordtypes.record(data))


@pytest.mark.parametrize(("change", "at", "fact", "hint"), CASES, ids=str)
def test_wording(change: dict[str, Any], at: str, fact: str, hint: str) -> None:
    (problem,) = problems({**ITEM, **change})
    draft = problem.draft
    assert dotted(draft.place.pointer) == at
    assert fact in render(draft.message, "en")
    assert hint in (render(draft.hint, "en") if draft.hint else "")


def test_missing_key_points_at_its_parent_and_names_itself() -> None:
    (problem,) = problems({"id": ITEM["id"], "type": "item"})
    assert problem.draft.place.pointer == ()
    assert "title (Title) is missing" in render(problem.draft.message, "en")


def test_unknown_type_lists_the_known() -> None:
    (problem,) = problems({**ITEM, "type": "itme"})
    assert problem.kind == "schema-unknown-type"
    assert problem.draft.place.pointer == ("type",)
    assert problem.draft.hint is not None
    assert "contract" in render(problem.draft.hint, "en")


def test_no_type_at_all() -> None:
    (problem,) = problems({"id": ITEM["id"]})
    assert render(problem.draft.message, "en") == "type is missing"


CANARY = "绝密张三13900000000"


def canaries(data: Any) -> Any:
    """Return the data with every text turned into the canary."""
    if isinstance(data, dict):
        return {key: canaries(value) for key, value in data.items()}
    if isinstance(data, list):
        return [canaries(value) for value in data]
    return CANARY


@pytest.mark.parametrize(
    "path", recordtypes.examples("valid"), ids=lambda p: f"{p.parts[-4]}-{p.stem}"
)
@pytest.mark.parametrize("lang", ["en", "zh-CN"])
def test_no_message_shows_a_value(path: Any, lang: str) -> None:
    data = copy.deepcopy(dict(recordtypes.read(path).data))
    data = {**canaries(data), "type": data["type"]}
    found = problems(data)
    assert found
    for problem in found:
        texts = [problem.draft.message, problem.draft.hint]
        assert not any(CANARY in render(t, lang) for t in texts if t is not None)
