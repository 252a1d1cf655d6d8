"""Install the git hooks of an archive through pre-commit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dangan.model.errors import RepositoryError
from dangan.model.message import M, Message
from dangan.repo.git import clean_env


def install_hooks(root: Path) -> Message:
    """Install them with their environment, and say what was done or why not.

    A folder outside of git, or a ``core.hooksPath`` that somebody set, is no
    fault: the message says it. Raises RepositoryError where pre-commit fails.
    """
    if _git(root, "rev-parse", "--is-inside-work-tree") != "true":
        return M("no hooks: this folder is not a git repository")
    if _git(root, "config", "--get", "core.hooksPath"):
        return M(
            "no hooks: core.hooksPath is set; call pre-commit run from there,"
            " or: git config --unset core.hooksPath"
        )
    done = _run(root, sys.executable, "-m", "pre_commit", "install", "--install-hooks")
    if done.returncode:
        last = (done.stdout + done.stderr).strip().splitlines()[-1:]
        raise RepositoryError(
            "the hooks cannot be installed",
            context=tuple(last),
            hint="see pre-commit's own words: python -m pre_commit install-hooks",
        )
    return M("hooks installed: every commit is checked")


def _git(root: Path, *words: str) -> str:
    return _run(root, "git", *words).stdout.strip()


def _run(root: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=root,
        env=clean_env(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
