"""One word per concept, in code texts, schemas, documentation and translations."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest
import yaml

from support.source import ROOT

GLOSSARY = ROOT / "tests" / "architecture" / "glossary.yaml"
WORDS = yaml.safe_load(GLOSSARY.read_text(encoding="utf-8"))["words"]


@cache
def prose() -> tuple[tuple[str, str], ...]:
    """Return place and text of everything people read, regulations left out.

    A regulation is quoted in its own words; cases and clauses are therefore free.
    """
    return (*_documents(), *_labels(), *_translations())


def _documents() -> Iterator[tuple[str, str]]:
    quoting = {ROOT / "docs/reference" / name for name in ("packs.md", "forms.md")}
    ours = set((ROOT / "docs").rglob("*.md")) - quoting
    for path in [ROOT / "README.md", *sorted(ours)]:
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            yield f"{path.relative_to(ROOT)}:{number}", line


def _labels() -> Iterator[tuple[str, str]]:
    for folder in ("core", "types"):
        for path in sorted((ROOT / "schemas" / folder).rglob("*.json")):
            for text in _said(json.loads(path.read_text(encoding="utf-8"))):
                yield path.relative_to(ROOT).as_posix(), text


def _said(node: object) -> Iterator[str]:
    if isinstance(node, dict):
        for key, value in node.items():
            if key in {"zh", "en", "title", "description"} and isinstance(value, str):
                yield value
            else:
                yield from _said(value)
    elif isinstance(node, list):
        for value in node:
            yield from _said(value)


def _translations() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "tools/dangan/locale").rglob("*.po")):
        if path.stem != "click":
            for text in re.findall(r'"(.*)"', path.read_text(encoding="utf-8")):
                yield path.relative_to(ROOT).as_posix(), text


@pytest.mark.parametrize("row", WORDS, ids=lambda row: row["word"])
def test_one_word(row: dict[str, list[str]]) -> None:
    """The glossary's word is used; the synonyms it replaces are not."""
    if row["not"][0].isascii():
        others = re.compile(rf"\b({'|'.join(row['not'])})s?\b", re.IGNORECASE)
    else:
        others = re.compile("|".join(row["not"]))
    wrong = [
        f"{place}: {text.strip()}" for place, text in prose() if others.search(text)
    ]
    assert not wrong, f"write {row['word']}"
