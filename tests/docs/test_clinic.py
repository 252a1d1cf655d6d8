"""The clinic's regulation does what its README says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from click.testing import Result

from support.source import ROOT

EXAMPLE = ROOT / "docs" / "examples" / "clinic"


def test_its_cases_hold_and_every_clause_is_carried(
    dangan: Callable[..., Result], tmp_path: Path
) -> None:
    """The text and the README lie beside the rules."""
    shutil.copytree(EXAMPLE, tmp_path / "schemas" / "packs" / "clinic-1")
    (tmp_path / "records").mkdir()
    holding = "type: holding\nname: {zh: 演示}\n"
    (tmp_path / "records" / "holding.yaml").write_text(holding, "utf-8")
    root = ("--root", str(tmp_path))
    held = dangan(*root, "packs", "test", "clinic-1", lang="zh-CN")
    assert held.stdout.endswith("54 个用例，0 个不成立\n"), held.output
    carried = dangan(*root, "packs", "test", "clinic-1", "--mutate", lang="zh-CN")
    assert "；0 条未落实；" in carried.stdout.splitlines()[0]
