"""The cookbook of regulations: one recipe for each section, and all of them load."""

from __future__ import annotations

import re

import pytest
import yaml

from dangan.policy.sections import SECTIONS
from dangan.workspace.case_values import VALUES
from support.console import blocks
from support.packkit import packs, policies
from support.source import ROOT

PAGE = (ROOT / "docs" / "guide" / "policy-cookbook.md").read_text("utf-8")
RECIPES = {
    name: rules
    for block in blocks(PAGE)
    if block.language == "yaml"
    for name, rules in yaml.safe_load(block.text).items()
}
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


def test_the_guide_names_all_that_a_case_can_ask() -> None:
    guide = (ROOT / "docs" / "guide" / "policy-author.md").read_text("utf-8")
    table = guide[guide.index("| `what` |") : guide.index("## 五")]
    told = {name.partition(":")[0] for name in re.findall(r"`([a-z_:A-Z]+)`", table)}
    assert told - {"what"} == set(VALUES)
