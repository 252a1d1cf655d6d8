"""README: what it shows is what happens, in its order, in both languages."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable

import pytest

from support.console import Reader, blocks, steps
from support.source import ROOT

READMES = {"README.md": "zh-CN", "README.en.md": "en"}


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(("name", "lang"), READMES.items())
def test_followed(name: str, lang: str, reader: Callable[[str], Reader]) -> None:
    """`make site` itself runs in tests/setup, in a fresh clone."""
    reader(lang).follow(text(name))


@pytest.mark.parametrize("name", READMES)
def test_two_commands_do_everything(name: str) -> None:
    first = next(blocks(text(name)))
    assert [one.command for one in steps(first.text)] == ["make site", "make serve"]


def test_both_languages_do_the_same() -> None:
    """As many sections, and the same commands in the same order."""
    sections = [len(re.findall(r"^## ", text(name), re.MULTILINE)) for name in READMES]
    assert sections[0] == sections[1]
    ours, theirs = (_commands(name) for name in READMES)
    assert ours == theirs


def _commands(name: str) -> list[str]:
    """Return the first two words of every command of a page."""
    said = [one for b in blocks(text(name)) if b.language == "console"
            for one in steps(b.text)]  # fmt: skip
    return [" ".join(one.command.split()[:2]) for one in said]


def test_picture_is_small() -> None:
    size = (ROOT / "docs/images/catalogue.png").stat().st_size
    assert size < 250_000


def test_targets_of_make_exist() -> None:
    for target in ("site", "serve", "quick", "test", "docs"):
        words = ["make", "--dry-run", target]
        done = subprocess.run(
            words, cwd=ROOT, check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
