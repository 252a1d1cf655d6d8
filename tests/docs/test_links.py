"""Every link of a page leads somewhere, and every page is led to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import yaml

from support.source import ROOT

TOP = ("README.md", "README.en.md", "CHANGELOG.md")
LINK = re.compile(r"(?<!\\)!?\[[^\]]*\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?^```|`[^`\n]*`", re.DOTALL | re.MULTILINE)


def pages() -> list[Path]:
    return [ROOT / name for name in TOP] + sorted((ROOT / "docs").rglob("*.md"))


def links(page: Path) -> Iterator[str]:
    text = CODE.sub("", page.read_text(encoding="utf-8"))
    yield from (link for link in LINK.findall(text) if "://" not in link)


@cache
def anchors(page: Path) -> frozenset[str]:
    """Return the anchors of a page: those it names, and those of its headings."""
    heads = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    named = {found[1] for head in heads if (found := re.search(r"\{#([\w-]+)\}", head))}
    plain = {re.sub(r"[^\w\s-]", "", head).strip().lower() for head in heads}
    return frozenset(named | {re.sub(r"\s+", "-", head) for head in plain})


def test_every_link_resolves() -> None:
    lost = [
        f"{page.relative_to(ROOT)}: {link}"
        for page in pages()
        for link in links(page)
        if not _resolves(page, link)
    ]
    assert lost == []


def _resolves(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in anchors(target)


@pytest.mark.parametrize("folder", ["guide", "reference", "checks"])
def test_every_page_is_led_to(folder: str) -> None:
    """From the README or the menu of the site, in a few steps."""
    nav = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["nav"]
    reached = {ROOT / "docs" / path for path in _leaves(nav)} | {ROOT / "README.md"}
    todo = list(reached)
    while todo:
        page = todo.pop()
        for link in links(page):
            target = (page.parent / link.partition("#")[0]).resolve()
            if target.suffix == ".md" and target not in reached and target.exists():
                reached.add(target)
                todo.append(target)
    assert set((ROOT / "docs" / folder).glob("*.md")) <= reached


def _leaves(nav: object) -> Iterator[str]:
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict | list):
        for child in nav.values() if isinstance(nav, dict) else nav:
            yield from _leaves(child)
