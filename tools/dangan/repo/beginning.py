"""Lay out the files of a new archive and begin its history."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dangan.model.errors import RepositoryError
from dangan.model.message import M, Message
from dangan.repo.git import attempt, author, run


def is_free(root: Path) -> bool:
    """Tell whether a folder is missing, empty, or holds a git repository only."""
    if not root.exists():
        return True
    return root.is_dir() and all(entry.name == ".git" for entry in root.iterdir())


def lay_out(root: Path, files: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """Write files that do not exist yet; return the paths of those kept as they were.

    Where writing fails, what was written before is taken back.
    """
    made: list[Path] = []
    kept: list[str] = []
    try:
        for path, text in files:
            place = root / path
            if place.exists():
                kept.append(path)
                continue
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("x", encoding="utf-8", newline="\n") as file:
                made.append(place)
                file.write(text)
    except OSError as error:
        for place in made:
            place.unlink(missing_ok=True)
        raise RepositoryError(
            M("the archive cannot be written: {strerror}", strerror=error.strerror),
            hint="choose a folder that you may write to",
        ) from error
    return tuple(kept)


def begin_history(root: Path, paths: Iterable[str], subject: str) -> Message:
    """Make a git repository with the files as its first commit.

    Inside of a repository, or where git does not know who works here, nothing is
    committed and the message says so.
    """
    if attempt(root, ["rev-parse", "--is-inside-work-tree"]).stdout.strip() == b"true":
        return M("not committed: the folder is in a git repository already")
    run(root, ["init", "--quiet", "--initial-branch=main"])
    if not all(author(root)):
        return M(
            "not committed: git does not know you; run: git config user.name …,"
            " git config user.email …, git add --all, git commit"
        )
    run(root, ["add", "--", *paths])
    run(root, ["commit", "--quiet", "-m", subject])
    return M("git repository with a first commit")


def newest_commit(address: str) -> str:
    """Return the commit that a git address offers by default.

    Raises RepositoryError where nobody answers there.
    """
    done = attempt(Path(), ["ls-remote", "--exit-code", "--", address, "HEAD"])
    if done.returncode:
        raise RepositoryError(
            "no git repository answers at the address of dangan",
            hint="correct --dangan-from, or add the revision: ADDRESS@v1.0",
        )
    return done.stdout.decode("ascii").split()[0]
