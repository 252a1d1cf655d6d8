"""Clauses that repeat another regulation's, and rules held with a difference."""

from __future__ import annotations

import pytest

from dangan.model.errors import PackError
from dangan.policy.coverage import coverage
from support.packkit import packs, policies, product

PARENT = """
editions:
  - effective_from: "2000-01-01"
    retention_classes:
      - {id: long, label: {zh: 长, en: long}, keep: P30Y, clause: r1}
      - {id: short, label: {zh: 短, en: short}, keep: P10Y, clause: [r1, r2]}
    materials:
      - id: papers
        for: {type: item}
        expect:
          - {kind: plan, label: {zh: 计划, en: plan}, clause: r2}
        clause: r1
---
clauses:
  - id: r1
    tag: retention
    place: {zh: 一, en: one}
    strength: must
    text: {zh: 甲, en: a}
    carried: computed
    by: [retention_classes, materials]
  - id: r2
    tag: type
    place: {zh: 二, en: two}
    strength: may
    text: {zh: 乙, en: b}
    carried: enforced
    by: [retention_classes, materials]
"""
TWIN = """
extends: p
editions:
  - effective_from: "2010-01-01"
---
clauses:
  - {id: r7, same_as: p.r1, place: {zh: 七, en: seven}}
"""
HEIR = """
extends: p
editions:
  - effective_from: "2010-01-01"
    adapt:
      - section: retention_classes
        id: long
        put: {keep: P50Y}
        clause: r1
      - section: materials
        id: papers
        put:
          expect:
            - {kind: plan, need: required, clause: r1}
            - {kind: photo, label: {zh: 照片, en: photo}}
---
clauses:
  - id: r1
    tag: retention
    place: {zh: 一, en: one}
    strength: should
    text: {zh: 丙, en: c}
    carried: computed
    by: [retention_classes, materials]
"""


def _policy(**texts: str):
    made = packs(**texts)
    name = next(key for key in texts if key != "p")
    return policies(made, packs=[{"pack": name}]).of_pack(name), made


def test_a_repeating_clause_takes_over_what_it_repeats() -> None:
    _, made = _policy(p=PARENT, t=TWIN)
    clause = made["t"].clauses["t.r7"]
    assert (clause.tag, clause.strength, clause.state) == (
        "retention",
        "must",
        "computed",
    )
    assert (clause.text["zh"], clause.place["zh"]) == ("甲", "七")
    (found,) = [row for row in coverage(made) if row.pack.id == "t"]
    assert not found.faults


def test_rules_below_cite_the_repeating_clause() -> None:
    policy, _ = _policy(p=PARENT, t=TWIN)
    cited = {rule.id: rule.clauses for rule in policy.rules("retention_classes")}
    assert cited == {"long": ("t.r7",), "short": ("t.r7", "p.r2")}
    (papers,) = policy.rules("materials")
    assert papers.data["clause"] == "t.r7"
    assert papers.data["expect"][0]["clause"] == "r2"


def test_a_rule_is_held_with_a_difference() -> None:
    policy, _ = _policy(p=PARENT, h=HEIR)
    long = policy.find("retention_classes", "long")
    assert (long.data["keep"], long.data["label"]["zh"]) == ("P50Y", "长")
    assert (long.clauses, long.origin) == (("h.r1",), "h")
    (papers,) = policy.rules("materials")
    plan, photo = papers.data["expect"]
    assert photo["kind"] == "photo"
    assert plan["kind"] == "plan"
    assert set(papers.clauses) == {"h.r1", "p.r1", "p.r2"}


def test_what_does_not_fit_the_section_is_refused() -> None:
    wrong = HEIR.replace("put: {keep: P50Y}", "put: {keeep: P50Y}")
    with pytest.raises(PackError, match="does not fit the section"):
        packs(p=PARENT, h=wrong)


def test_cases_come_along_under_the_regulation_that_repeats() -> None:
    found = product()
    twin = found["004-05"]
    cited = {clause for case in twin.cases for clause in case["clauses"]}
    assert cited & {c.id for c in twin.clauses.values() if c.same_as}
