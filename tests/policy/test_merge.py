"""Extending, amending, offering, readings and parameters."""

from __future__ import annotations

import json
import pickle
from typing import Any

import pytest

from dangan.model.errors import PackError
from dangan.policy.find import find_pack
from dangan.policy.frozen import Frozen
from support.packkit import packs, policies, record

BASE = """
parameters: {term: {type: period, label: {zh: 期, en: term}, suggest: P9Y}}
choices:
  mark: {readings: {one: {zh: 甲, en: a}, two: {zh: 乙, en: b}}, take: one}
editions:
  - effective_from: "2000-01-01"
    retention_classes:
      - {id: long, label: {zh: 长, en: long}, keep: $term}
      - {id: short, label: {zh: 短, en: short}, keep: P10Y}
    classes:
      - {code: A, label: {zh: 甲, en: A}}
      - {code: B, label: {zh: 乙, en: B}, reading: {mark: two}}
    numbering:
      - id: plain
        offer: true
        pattern: "X{serial}"
        parts: {serial: {serial: true, width: 2}}
"""
CHILD = """
extends: base-name
editions:
  - effective_from: "2010-01-01"
    drop: [{section: retention_classes, ids: [long], reason: {zh: 无, en: none}}]
    retention_classes:
      - {id: short, label: {zh: 短, en: short}, keep: P3Y}
    numbering:
      - {id: own, use: plain, pattern: "Y{serial}"}
  - effective_from: "2015-01-01"
    amends: "2010-01-01"
    classes: [{code: C, label: {zh: 丙, en: C}}]
    drop: [{section: classes, ids: [A], reason: {zh: 无, en: none}}]
"""


def _child(**data: Any) -> Any:
    listed = {"packs": [{"pack": "x"}], **data}
    return policies(packs(base=BASE, x=CHILD), **listed)


def _ids(policy: Any, section: str) -> list[str]:
    return [rule.id for rule in policy.rules(section)]


def test_child_replaces_by_id_and_drops() -> None:
    policy = _child().of_pack("x")
    assert [r.data["keep"] for r in policy.rules("retention_classes")] == ["P3Y"]
    assert policy.find("retention_classes", "short").origin == "x"


def test_parent_keeps_what_the_child_does_not_name() -> None:
    policy = _child().for_record(record(formed_on="2012-01-01"))
    assert _ids(policy, "classes") == ["A"]
    assert policy.find("classes", "A").origin == "base"


def test_own_rules_stand_first() -> None:
    child = """
editions:
  - effective_from: "2010-01-01"
    classes: [{code: Z, label: {zh: 子, en: Z}}]
"""
    policy = policies(packs(base=BASE, x=child)).of_pack("x")
    assert _ids(policy, "classes") == ["Z", "A"]


def test_amending_edition_says_only_what_it_changes() -> None:
    policy = _child().for_record(record(formed_on="2016-01-01"))
    assert _ids(policy, "classes") == ["C"]
    assert _ids(policy, "numbering") == ["own"]


def test_offered_rule_is_taken_over_and_named() -> None:
    rule = _child().of_pack("x").find("numbering", "own")
    assert rule.data["pattern"] == "Y{serial}"
    assert rule.get("parts.serial.width") == 2
    assert rule.taken_over == ("base", "plain")
    assert "plain" not in _ids(_child().of_pack("base"), "numbering")


def test_reading_decides_which_rules_hold() -> None:
    taken = {"base": {"mark": {"take": "two"}}}
    assert _ids(_child(choices=taken).of_pack("base"), "classes") == ["A", "B"]


def test_unset_parameter_blocks_its_rule_and_no_other() -> None:
    policy = policies(packs(base=BASE)).of_pack("base")
    assert _ids(policy, "retention_classes") == ["short"]
    assert [(r.id, r.blocked_by) for r in policy.blocked] == [("long", ("term",))]
    assert [p.name for p in policy.unset] == ["term"]


@pytest.mark.parametrize("key", ["base", "base-name"])
def test_parameter_is_set_by_id_or_name_of_the_pack(key: str) -> None:
    set_ = {key: {"term": {"value": "P30Y", "set_by": "company", "on": "2020-01-02"}}}
    policy = policies(packs(base=BASE), parameters=set_).of_pack("base")
    rule = policy.find("retention_classes", "long")
    assert rule.data["keep"] == "P30Y"
    assert rule.filled == ((("keep",), "term"),)
    assert policy.settings.set["term"].set_by == "company"


def test_value_of_another_kind_counts_as_none_and_is_told() -> None:
    set_ = {"base": {"term": {"value": "long", "set_by": "company"}}}
    known = policies(packs(base=BASE), parameters=set_)
    assert [r.id for r in known.of_pack("base").blocked] == ["long"]
    (problem,) = known.problems
    assert problem.place.pointer == ("parameters", "base", "term")


@pytest.mark.parametrize(
    ("data", "hint"),
    [
        ({"parameters": {"base": {"trem": {"value": "P1Y"}}}}, "write term"),
        ({"parameters": {"bse": {"term": {"value": "P1Y"}}}}, "write base"),
        ({"choices": {"base": {"mrak": {"take": "one"}}}}, "write mark"),
        ({"choices": {"base": {"mark": {"take": "too"}}}}, "write two"),
    ],
)
def test_setting_that_nothing_leaves_open_is_told(data: Any, hint: str) -> None:
    (problem,) = policies(packs(base=BASE), **data).problems
    assert str(problem.hint) == hint


def test_company_pack_sets_a_value_itself() -> None:
    own = """
parameters: {term: {type: period, label: {zh: 期, en: term}, value: P5Y}}
editions: [{effective_from: "2020-01-01"}]
"""
    policy = policies(packs(base=BASE, x=own)).of_pack("x")
    assert policy.find("retention_classes", "long").data["keep"] == "P5Y"
    assert policy.settings.set["term"].set_by == "x"


def test_rule_data_cannot_be_changed() -> None:
    data = _child().of_pack("x").find("numbering", "own").data
    for change in (
        lambda: data.update(pattern="Z"),
        lambda: data.__setitem__("pattern", "Z"),
        lambda: data["parts"].pop("serial"),
    ):
        with pytest.raises(TypeError):
            change()


def test_rule_data_can_be_written_and_handed_over() -> None:
    data = _child().of_pack("x").find("numbering", "own").data
    assert json.loads(json.dumps(data))["pattern"] == "Y{serial}"
    again = pickle.loads(pickle.dumps(data))  # noqa: S301  our own bytes
    assert again == data
    assert isinstance(again, Frozen)


def test_pack_is_found_by_id_and_name() -> None:
    known = packs(base=BASE)
    assert find_pack(known, "base-name") is known["base"]
    with pytest.raises(PackError, match="there is no pack bas"):
        find_pack(known, "bas")


def test_severity_follows_the_strength_of_the_clause() -> None:
    rules = """
editions:
  - effective_from: "2010-01-01"
    fields:
      - {id: a, field: title, clause: r1}
      - {id: b, field: title, clause: [r1, r2]}
      - {id: c, field: title, clause: r2, severity: info}
---
clauses:
  - id: r1
    tag: field
    place: {zh: 一, en: one}
    strength: should
    text: {zh: 文, en: text}
    carried: enforced
    by: [fields]
  - id: r2
    tag: field
    place: {zh: 二, en: two}
    strength: must
    text: {zh: 文, en: text}
    carried: enforced
    by: [fields]
"""
    found = policies(packs(x=rules)).of_pack("x").rules("fields")
    assert [r.severity for r in found] == ["warning", "error", "info"]
