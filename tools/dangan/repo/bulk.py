"""Make a repository with many commits at once, through ``git fast-import``."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path

from dangan.model.errors import RepositoryError
from dangan.model.message import M
from dangan.repo.git import clean_env


def import_history(folder: Path, chunks: Iterable[bytes]) -> None:
    """Begin a repository on branch ``main`` from a stream, and check it out.

    Args:
        folder: an existing empty folder.
        chunks: a stream for ``git fast-import`` that ends with ``done``.

    Raises:
        RepositoryError: git is missing or refuses.
    """
    _git(folder, "init", "--quiet", "--initial-branch=main")
    feed = subprocess.Popen(
        ["git", "fast-import", "--quiet", "--done"],
        cwd=folder,
        env=clean_env(),
        stdin=subprocess.PIPE,
    )
    if feed.stdin is None:
        raise RepositoryError("git fast-import takes no input")
    with feed.stdin as pipe:
        pipe.writelines(chunks)
    if feed.wait():
        raise RepositoryError("git fast-import failed", hint="see its message above")
    _git(folder, "reset", "--quiet", "--hard", "main")


def _git(folder: Path, *words: str) -> None:
    done = subprocess.run(["git", *words], cwd=folder, env=clean_env(), check=False)
    if done.returncode:
        raise RepositoryError(
            M("git {words} failed", words=words[0]), hint="see its message above"
        )
