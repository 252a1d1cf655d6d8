"""The page on sections tells every key of every section, and no other."""

from __future__ import annotations

import json
import re
from typing import Any

import yaml

from dangan.policy.sections import SECTIONS
from support.source import ROOT

PAGE = (ROOT / "docs" / "reference" / "sections.md").read_text("utf-8")
WORDS = yaml.safe_load((ROOT / "tools" / "docs_keys.yaml").read_text("utf-8"))


def _schema(name: str) -> Any:
    return json.loads((ROOT / f"schemas/packs/{name}.schema.json").read_text("utf-8"))


def _told(section: str) -> set[str]:
    part = PAGE.partition(f"{{#{section}}}")[2].partition("\n## ")[0]
    return set(re.findall(r"^\| `(\w+)` \|", part, re.MULTILINE))


def test_every_key_is_told() -> None:
    rules = _schema("pack")["$defs"]
    for section in SECTIONS:
        keys = {*rules[section]["properties"], *rules[section].get("required", ())}
        assert _told(section) == keys, section
    assert _told("rule") == set(rules["rule"]["properties"])


def test_every_tag_is_told() -> None:
    tags = _schema("clauses")["$defs"]["clause"]["properties"]["tag"]["enum"]
    assert _told("tags") == set(tags) == set(WORDS["tags"])


def test_no_word_is_of_a_key_that_is_gone() -> None:
    rules = _schema("pack")["$defs"]
    known = {(name, key) for name in SECTIONS for key in rules[name]["properties"]}
    own = {(name, key) for name, row in WORDS["sections"].items() for key in row}
    assert own <= known
    assert set(WORDS["keys"]) <= {key for _, key in known}
