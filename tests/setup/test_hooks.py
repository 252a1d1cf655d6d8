"""Hooks: where they cannot be installed, and what their configuration says."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from click.testing import Result

from support.gitrepo import GitRepo
from support.source import ROOT

CONFIGURATIONS = (".pre-commit-config.yaml", ".pre-commit-hooks.yaml")
HOLDING = "type: holding\nname: {zh: 演示}\n"


def hooks(name: str) -> list[dict[str, object]]:
    said = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))
    if isinstance(said, dict):
        return [hook for repo in said["repos"] for hook in repo["hooks"]]
    return list(said)


def test_without_git_one_line(
    dangan: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records/holding.yaml").write_text(HOLDING, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    done = dangan("--root", str(tmp_path), "hooks")
    assert done.exit_code == 0
    assert done.output == "no hooks: this folder is not in a git repository\n"


def test_with_hooks_path_one_line(
    dangan: Callable[..., Result], git_repo: GitRepo
) -> None:
    git_repo.write("records/holding.yaml", HOLDING)
    git_repo.git("config", "core.hooksPath", "elsewhere")
    done = dangan("--root", str(git_repo.root), "hooks")
    assert done.exit_code == 0
    assert done.output.startswith("no hooks: core.hooksPath is set;")
    assert done.output.count("\n") == 1


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_whole_archive_every_time(name: str) -> None:
    """Deletions too: pre-commit hands over no name of a deleted file."""
    gate = next(hook for hook in hooks(name) if hook["id"] == "dangan-check")
    assert gate["always_run"] is True
    assert gate["pass_filenames"] is False


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_only_changed_records_are_rewritten(name: str) -> None:
    form = next(hook for hook in hooks(name) if hook["id"] == "dangan-fmt")
    pattern = re.compile(str(form["files"]))
    assert pattern.search("records/item/2021/MK-2021-001.yaml")
    assert not pattern.search("schemas/packs/base/pack.yaml")


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_no_shell_is_needed(name: str) -> None:
    for hook in hooks(name):
        entry = str(hook["entry"]).split()
        assert hook["language"] == "python"
        assert entry[0] in {"python", "dangan"}
        assert not {"env", "bash", "sh", "&&", "|"} & set(entry)


def test_pins_are_those_of_the_lock() -> None:
    command = [sys.executable, "tools/hook_pins.py", "--check"]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def test_hooks_of_both_files_are_the_same() -> None:
    ours, theirs = (hooks(name) for name in CONFIGURATIONS)
    assert [hook["id"] for hook in ours] == [hook["id"] for hook in theirs]
    for one, other in zip(ours, theirs, strict=True):
        words = str(one["entry"]).removeprefix("python tools/run_hook.py ")
        assert str(other["entry"]) == f"dangan {words}"
