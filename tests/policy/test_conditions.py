"""Conditions and relations, from tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
import yaml

from dangan.policy import validity
from dangan.policy.conditions import matches, predicate
from dangan.policy.frozen import freeze
from dangan.policy.relations import NAMES, NEED_SURROUNDINGS, judge

HERE = Path(__file__).parent
CONDITIONS = yaml.safe_load((HERE / "conditions.yaml").read_text("utf-8"))
RELATIONS = yaml.safe_load((HERE / "relations.yaml").read_text("utf-8"))


class Around:
    """One table and one related record."""

    def related(self, _data: Any, kind: str) -> Iterable[dict[str, Any]]:
        return [{"class": "WJ"}] if kind == "replies_to" else []

    def table(self, name: str) -> Iterable[dict[str, Any]]:
        return [{"model": "K1"}] if name == "models" else []

    def record(self, id_: str) -> dict[str, Any] | None:
        return {"closed_on": "2021-06-30"} if id_ == "fonds" else None


@pytest.mark.parametrize(("condition", "data", "holds"), CONDITIONS)
def test_condition(condition: Any, data: Any, *, holds: bool) -> None:
    assert matches(condition, data) is holds
    assert matches(freeze(condition), data) is holds


@pytest.mark.parametrize(("condition", "data", "holds"), CONDITIONS)
def test_condition_without_the_fast_validator(
    condition: Any, data: Any, monkeypatch: pytest.MonkeyPatch, *, holds: bool
) -> None:
    monkeypatch.setattr(validity, "is_fast", lambda: False)
    assert matches(condition, data) is holds


def test_no_condition_always_holds() -> None:
    assert matches(None, {})
    assert matches({}, {})


def test_a_frozen_condition_is_compiled_once() -> None:
    condition = freeze({"class": {"minLength": 2}})
    assert predicate(condition) is predicate(condition)


@pytest.mark.parametrize(("relation", "data", "holds"), RELATIONS)
def test_relation(relation: Any, data: Any, *, holds: bool | None) -> None:
    assert judge(relation, data, Around()) is holds


def test_every_relation_is_tried() -> None:
    assert {relation["relation"] for relation, _, _ in RELATIONS} == set(NAMES)


@pytest.mark.parametrize("name", sorted(NEED_SURROUNDINGS))
def test_relation_that_looks_around_is_not_told_without(name: str) -> None:
    relation = {"relation": name, "kind": "x", "table": "t", "columns": {"a": "a"}}
    assert judge(relation, {"a": 1}) is None
