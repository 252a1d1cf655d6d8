"""The guide: every command of every page works, and prints what the page shows."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.console import Reader, blocks, environment
from support.source import ROOT, tracked

GUIDE = ROOT / "docs" / "guide"
#: Followed in a copy of the sources instead of an archive.
SOURCES = "developer.md"
PAGES = sorted(path.name for path in GUIDE.glob("*.md"))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PAGES if name != SOURCES])
def test_followed(name: str, reader: Callable[[str], Reader]) -> None:
    reader("zh-CN").follow((GUIDE / name).read_text(encoding="utf-8"))


@pytest.mark.slow
def test_developer_is_followed(tmp_path: Path) -> None:
    """A check is added as the page says, to a copy of what is committed or will be."""
    copy = tmp_path / "sources"
    for path in tracked():
        if path.relative_to(ROOT).parts[0] in {"tools", "schemas", "tests", "records"}:
            target = copy / path.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    shutil.copyfile(ROOT / "pyproject.toml", copy / "pyproject.toml")
    variables = environment(tmp_path / "home", "zh-CN")
    variables |= {"PYTHONPATH": str(copy / "tools")}
    Reader(copy, variables).follow((GUIDE / SOURCES).read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", PAGES)
def test_commands_are_in_blocks_that_run(name: str) -> None:
    """A command in a block of another language would not be tried."""
    page = (GUIDE / name).read_text(encoding="utf-8")
    others = [one for one in blocks(page) if one.language not in {"console", "csv"}]
    idle = [b.line for b in others if re.search(r"^\$ ", b.text, re.MULTILINE)]
    assert idle == []


@pytest.mark.parametrize("name", PAGES)
def test_sentences_are_short(name: str) -> None:
    """Somebody reads this between two phone calls."""
    page = re.sub(r"```.*?```", "", (GUIDE / name).read_text("utf-8"), flags=re.DOTALL)
    prose = re.sub(r"\[([^\]]*)\]\([^)]*\)|`[^`]*`", r"\1", page)
    sentences = re.split(r"[。！？；：\n|]", prose)
    assert [one for one in sentences if len(one) > 90] == []
