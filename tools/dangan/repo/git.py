"""Git, thinly: plumbing with NUL separators, and GitPython where it signs and hooks.

Every call runs without the ``GIT_*`` variables that a hook inherits (they point
at another index or repository), without replaced objects and without prompts.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dangan.model.errors import RepositoryError
from dangan.model.message import M

if TYPE_CHECKING:
    import git

_KEPT = frozenset({"GIT_EXEC_PATH", "GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY"})


def clean_env(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment for git: no ``GIT_*`` of a hook, English, no prompt."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or name in _KEPT
    }
    return {
        **kept,
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_REPLACE_OBJECTS": "1",
        **(extra or {}),
    }


def run(
    root: Path,
    arguments: Sequence[str],
    *,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> bytes:
    """Return what git prints; ``RepositoryError`` with its first line if it fails."""
    done = attempt(root, arguments, stdin=stdin, env=env)
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"]
        if "dubious ownership" in lines[0]:
            raise RepositoryError(
                "the folder belongs to somebody else, so git does not read it",
                hint='if you trust it: git config --global --add safe.directory "$PWD"',
            )
        raise RepositoryError(
            M(
                "git {arguments} failed: {root}",
                arguments=arguments[0],
                root=_without_paths(lines[0], root),
            ),
            hint="run the command inside of a git repository that is intact",
        )
    return done.stdout


def attempt(
    root: Path,
    arguments: Sequence[str],
    *,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run git and return its result whatever it is."""
    command = ["git", "-c", "core.quotePath=false", "-c", "core.fsmonitor=false"]
    try:
        return subprocess.run(
            [*command, *arguments],
            cwd=root,
            input=stdin,
            env=clean_env(env),
            capture_output=True,
            check=False,
        )
    except FileNotFoundError as error:
        raise RepositoryError(
            "git is not installed or not on PATH", hint="install git 2.36 or newer"
        ) from error


def zsplit(output: bytes) -> tuple[str, ...]:
    """Split NUL-separated output; names that are no UTF-8 keep their bytes."""
    text = output.decode("utf-8", "surrogateescape")
    return tuple(part for part in text.split("\0") if part)


def git_dir(root: Path) -> Path | None:
    """Return the folder git keeps for this working tree, without starting git."""
    for folder in (root, *root.parents):
        place = folder / ".git"
        if place.is_dir():
            return place
        if place.is_file():
            target = place.read_text("utf-8").removeprefix("gitdir:").strip()
            return (folder / target).resolve()
    return None


def commit_of(root: Path, rev: str) -> str | None:
    """Return the full id of a revision; None where there is no such commit."""
    if not rev or rev.startswith("-"):
        return None
    asked = ["rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}"]
    done = attempt(root, asked)
    return None if done.returncode else done.stdout.decode("ascii").strip()


def merge_base(root: Path, one: str, other: str) -> str | None:
    """Return the best common ancestor; None for unrelated or unknown revisions."""
    first, second = commit_of(root, one), commit_of(root, other)
    if first is None or second is None:
        return None
    done = attempt(root, ["merge-base", first, second])
    return None if done.returncode else done.stdout.decode("ascii").strip()


def changed_paths(root: Path, base: str, head: str | None = None) -> tuple[str, ...]:
    """Return the paths that differ between two revisions, or base and files on disk.

    Untracked files count, deleted ones too, renames are two paths. A repository
    without the base (its first commit is being made) has every file changed.
    """
    commit = commit_of(root, base)
    options = [
        "--name-only",
        "-z",
        "--relative",
        "--no-renames",
        "--no-ext-diff",
        "--no-textconv",
    ]
    if head is not None:
        new = commit_of(root, head) or head
        listed = run(root, ["diff-tree", "-r", *options, commit or base, new])
        return tuple(sorted(zsplit(listed)))
    if commit is None:
        known = zsplit(run(root, ["ls-files", "-z"]))
    else:
        known = zsplit(run(root, ["diff", *options, commit, "--"]))
    untracked = run(root, ["ls-files", "-z", "--others", "--exclude-standard"])
    return tuple(sorted({*known, *zsplit(untracked)}))


def blob_at(root: Path, rev: str, path: str) -> bytes | None:
    """Return the content of a path in a revision; None where it does not exist."""
    commit = commit_of(root, rev)
    if commit is None:
        return None
    done = attempt(root, ["cat-file", "blob", f"{commit}:./{path}"])
    return None if done.returncode else done.stdout


def author(root: Path) -> tuple[str, str]:
    """Return name and address of the person git would write into a commit."""
    asked = ["name", "email"]
    found = [attempt(root, ["config", "--get", f"user.{key}"]) for key in asked]
    name, email = (done.stdout.decode("utf-8", "replace").strip() for done in found)
    return name, email


@contextmanager
def opened(root: Path) -> Iterator[git.Repo]:
    """Open the repository with GitPython, for commits (hooks and signing) only."""
    from git import Repo
    from git.exc import InvalidGitRepositoryError

    try:
        repository = Repo(root, search_parent_directories=True)
    except InvalidGitRepositoryError as error:
        raise RepositoryError(
            "not inside of a git repository", hint="run: git init, then dangan init"
        ) from error
    try:
        yield repository
    finally:
        repository.close()


def _without_paths(line: str, root: Path) -> str:
    return line.replace(f"{root}/", "").replace(str(root), ".")
