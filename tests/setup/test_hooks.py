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

from dangan.repo.hooks import install_hooks
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


def test_without_the_git_program(
    dangan: Callable[..., Result], git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    git_repo.write("records/holding.yaml", HOLDING)
    monkeypatch.setenv("PATH", str(git_repo.root))
    done = dangan("--root", str(git_repo.root), "hooks")
    assert done.exit_code == 3
    assert "git is not installed" in done.output


@pytest.mark.parametrize("state", ["branch", "detached", "worktree"])
def test_installed_in_every_kind_of_checkout(
    git_repo: GitRepo, state: str, tmp_path: Path
) -> None:
    git_repo.write("records/holding.yaml", HOLDING)
    git_repo.commit("begin")
    place = git_repo.root
    if state == "detached":
        git_repo.git("checkout", "--quiet", "--detach")
    if state == "worktree":
        place = tmp_path / "beside"
        git_repo.git("worktree", "add", "--quiet", str(place))
    said = install_hooks(place, prepare=False)
    assert str(said) == "hooks installed: every commit is checked"
    assert (git_repo.root / ".git/hooks/pre-commit").is_file()


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
