"""README: what stands in a console block works."""

from __future__ import annotations

import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from support.source import ROOT

BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
#: What a person would answer to the questions of `dangan init`.
ANSWERS = "演示公司\nYSGS\n王档（演示）\n综合部 ZHB\n"


def commands() -> list[str]:
    blocks = BLOCK.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    lines = [line for block in blocks for line in block.splitlines()]
    return [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]


MAKE = [one for one in commands() if one.startswith("make ")]
OURS = [one for one in commands() if one.startswith("dangan ")]


def test_every_command_is_tried() -> None:
    assert sorted(commands()) == sorted([*MAKE, *OURS])


def test_two_commands_do_everything() -> None:
    assert MAKE[:2] == ["make site", "make serve"]


@pytest.mark.parametrize("line", MAKE)
def test_target_exists(line: str) -> None:
    """`make site` itself runs in tests/setup, in a fresh clone."""
    words = [*shlex.split(line), "--dry-run"]
    done = subprocess.run(words, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("line", OURS)
def test_command_works(
    line: str, dangan: Callable[..., Result], tmp_path: Path
) -> None:
    words = shlex.split(line.replace("../", f"{tmp_path}/"))[1:]
    done = dangan("--root", str(ROOT), *words, input=ANSWERS)
    assert done.exit_code == 0, done.output
