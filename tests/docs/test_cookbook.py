"""The cookbook of regulations: one recipe for each section, and all of them load."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

import pytest
import yaml

from dangan import syntax
from dangan.model.errors import PackError
from dangan.policy.frozen import freeze
from dangan.policy.sections import SECTIONS
from dangan.workspace.case_archive import Host
from dangan.workspace.case_values import VALUES
from dangan.workspace.casebook import try_case
from dangan.workspace.library import casebook_host, library
from support.console import blocks
from support.packkit import packs, policies
from support.source import ROOT

PAGE = (ROOT / "docs" / "guide" / "policy-cookbook.md").read_text("utf-8")
BLOCKS = [
    next(iter((syntax.load(block.text.encode(), "").data or {}).items()))
    for block in blocks(PAGE)
    if block.language == "yaml"
]
RECIPES = {name: rules for name, rules in BLOCKS if name != "cases"}
#: Section → the cases in the block below its recipe.
CASES = {
    above: rows
    for (above, _), (name, rows) in itertools.pairwise(BLOCKS)
    if name == "cases"
}
#: What else a recipe rests on.
BESIDES = {"retention": ["retention_classes"]}
#: Of these one table says all.
SHOWN_ONCE = {"registers", "statistics", "forms"}
#: Every archive has the same by the rules of the product.
USUAL = {"holds", "disposal", "issues"}
CITED = sorted(set(re.findall(r"clause: r([0-9]+)", PAGE)), key=int)
CLAUSE = """
  - id: r{0}
    tag: other
    place: {{zh: "{0}"}}
    strength: must
    text: {{zh: 示例}}
    carried: stated
"""


def _pack(names: list[str]) -> str:
    sections = {name: RECIPES[name] for name in names}
    editions = [{"effective_from": "2020-01-01", **sections}]
    rules = yaml.safe_dump({"editions": editions}, allow_unicode=True)
    clauses = "".join(CLAUSE.format(number) for number in CITED)
    return f"{rules}\n---\nclauses:{clauses}"


def test_each_section_has_a_recipe_under_its_name() -> None:
    assert set(RECIPES) == set(SECTIONS)
    assert set(re.findall(r"^### (\w+)$", PAGE, re.MULTILINE)) == set(SECTIONS)


@pytest.mark.parametrize("name", SECTIONS)
def test_recipe_loads(name: str) -> None:
    made = packs(x=_pack([name]))
    policy = policies(made, packs=[{"pack": "x"}]).of_pack("x")
    assert len(policy.rules(name)) == len(RECIPES[name])
    assert not policy.blocked


def test_all_recipes_stand_together() -> None:
    assert packs(x=_pack(list(SECTIONS)))


@pytest.fixture(scope="module")
def host() -> Host:
    return casebook_host(library(None))


def _with_recipes(host: Host, names: list[str]) -> Host:
    base = host.packs["base"]
    own = replace(packs(x=_pack(names))["x"], extends="base")
    return replace(host, packs={"base": base, "x": own})


def _holds(host: Host, case: Any) -> bool:
    try:
        outcome = try_case(host, host.packs["x"], freeze(case))
    except PackError:  # it asks for a rule that is not there
        return False
    return outcome.holds


@pytest.mark.parametrize("name", SECTIONS)
def test_cases_of_a_recipe_hold(host: Host, name: str) -> None:
    with_recipe = _with_recipes(host, [name, *BESIDES.get(name, [])])
    for case in CASES[name]:
        outcome = try_case(with_recipe, with_recipe.packs["x"], freeze(case))
        assert [str(one) for one in outcome.differences] == [], case["name"]
        assert set(re.findall(r"r[0-9]+", str(RECIPES[name]))) >= set(case["clauses"])


@pytest.mark.parametrize("name", SECTIONS)
def test_cases_show_the_recipe(host: Host, name: str) -> None:
    """One side and the other; and without the rules they would not hold."""
    assert len(CASES[name]) > 1 or name in SHOWN_ONCE
    without = _with_recipes(host, BESIDES.get(name, []))
    assert all(_holds(without, case) for case in CASES[name]) == (name in USUAL)


def test_the_table_of_codes_is_that_of_the_sections() -> None:
    table = PAGE[PAGE.index("| 节 | 代码 |") :]
    told: dict[str, set[str]] = defaultdict(set)
    for section, codes in re.findall(
        r"^\| `(\w+)` \| ([R0-9 ]+) \|", table, re.MULTILINE
    ):
        told[section] |= set(codes.split())
    wanted = {name: set(one.codes) for name, one in SECTIONS.items() if one.codes}
    assert told == wanted


def test_the_guide_names_all_that_a_case_can_ask() -> None:
    guide = (ROOT / "docs" / "guide" / "policy-author.md").read_text("utf-8")
    table = guide[guide.index("| `what` |") : guide.index("## 五")]
    told = {name.partition(":")[0] for name in re.findall(r"`([a-z_:A-Z]+)`", table)}
    assert told - {"what"} == set(VALUES)


def test_the_case_of_the_guide_holds(host: Host) -> None:
    guide = (ROOT / "docs" / "guide" / "policy-author.md").read_text("utf-8")
    shown = [one.text for one in blocks(guide) if one.text.startswith("cases:")]
    (case,) = (
        case
        for text in shown
        for case in (syntax.load(text.encode(), "").data or {})["cases"]
        if "next_step" in text
    )
    outcome = try_case(host, host.packs["base"], freeze(case))
    assert [str(one) for one in outcome.differences] == []
