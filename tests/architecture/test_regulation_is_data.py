"""No word, number of years, role or type of a regulation stands in the code."""

from __future__ import annotations

import ast
import re
from functools import cache

import pytest
import yaml

from support.source import ROOT, modules

#: Layers that apply regulations without knowing one.
ENGINES = ("checks", "model", "policy", "registers", "repo", "rules", "schema")
PERIOD = re.compile(r"P[1-9][0-9]*(Y|M|W|D|WD)")
CLAUSE = re.compile(r"\b\d{3}-\d{2}(\.r\d+)?\b")
CHINESE_WORD = re.compile(r"[\u4e00-\u9fff]{2,}")
#: Names of statutes, which bind every company.
LAWS = re.compile("保密法|保守国家秘密法|档案法|民法典|个人信息保护法")
#: Holds one value of each kind, to try rules with.
SAMPLES = frozenset({"tools/dangan/policy/settings.py"})
YEAR = range(1949, 2100)
engines = [module for module in modules() if module.layer in ENGINES]
#: With what shows, prints and writes; help texts and the demo give examples.
everywhere = [module for module in modules() if module.layer not in {"cli", "demo"}]


@cache
def record_types() -> frozenset[str]:
    folders = (ROOT / "schemas" / "types").glob("*/type.yaml")
    return frozenset(path.parent.name for path in folders)


@cache
def roles() -> frozenset[str]:
    found: set[str] = set()
    for path in (ROOT / "schemas" / "packs").glob("*/pack.yaml"):
        pack = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows = (row for edition in pack["editions"] for row in edition.get("roles", ()))
        found |= {row["role"] for row in rows}
    return frozenset(found)


def test_no_period_and_no_clause() -> None:
    wrong = [
        f"{module.name}:{line} {said!r}"
        for module in everywhere
        for line, said in module.literals()
        if PERIOD.fullmatch(said) or CLAUSE.search(said)
        if module.name not in SAMPLES
    ]
    assert not wrong


def test_no_word_of_a_company() -> None:
    wrong = [
        f"{module.name}:{line} {said!r}"
        for module in engines
        for line, said in module.literals()
        if CHINESE_WORD.search(LAWS.sub("", said))
    ]
    assert not wrong


def test_no_year() -> None:
    wrong = [
        f"{module.name}:{node.lineno} {node.value}"
        for module in engines
        if module.layer not in {"model", "repo"}  # sizes, not days
        for node in module.nodes
        if isinstance(node, ast.Constant) and type(node.value) is int
        if node.value in YEAR
    ]
    assert not wrong


@pytest.mark.slow
def test_no_role() -> None:
    wrong = [
        f"{module.name}:{line} {said!r}"
        for module in everywhere
        for line, said in module.literals()
        if said in roles()
    ]
    assert not wrong


def test_no_question_for_a_record_type() -> None:
    """Types are data: what differs between them is asked of type.yaml."""
    wrong = [
        f"{module.name}:{node.lineno} {ast.unparse(node)}"
        for module in everywhere
        for node in module.nodes
        if isinstance(node, ast.Compare) and re.search(r"\btype\b", ast.unparse(node))
        if any(
            isinstance(part, ast.Constant) and part.value in record_types()
            for part in ast.walk(node)
        )
    ]
    assert not wrong
