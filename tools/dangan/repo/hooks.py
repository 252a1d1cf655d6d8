"""Install the git hooks of an archive through pre-commit."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from dangan.model.errors import RepositoryError
from dangan.model.message import M, Message
from dangan.repo.git import attempt, clean_env


def install_hooks(root: Path, *, prepare: bool = True) -> Message:
    """Install them, and say what was done or why not.

    A folder outside of git, or a ``core.hooksPath`` that somebody set, is no
    fault: the message says it. Raises RepositoryError where pre-commit fails.

    Args:
        root: top folder of the archive.
        prepare: build the environment of the hooks now and not at the first commit.
    """
    if attempt(root, ["rev-parse", "--is-inside-work-tree"]).stdout.strip() != b"true":
        return M("no hooks: this folder is not in a git repository")
    if attempt(root, ["config", "--get", "core.hooksPath"]).stdout.strip():
        return M(
            "no hooks: core.hooksPath is set; call pre-commit run from there,"
            " or: git config --unset core.hooksPath"
        )
    _pre_commit(root, *(["--install-hooks"] if prepare else []))
    return M("hooks installed: every commit is checked")


def _pre_commit(root: Path, *options: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "install", *options],
        cwd=root,
        env=clean_env(),
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        said = (done.stdout + done.stderr).strip().splitlines()
        raise RepositoryError(
            "the hooks cannot be installed",
            context=tuple(said[:1]),
            hint="see pre-commit's own words: python -m pre_commit install-hooks",
        )
