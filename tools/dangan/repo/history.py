"""Who changed which file when: one walk over all commits, never one a file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from dangan.model.record import DRAFTS
from dangan.repo import git
from dangan.repo.tree import WorkingTree

_FIELDS: Final = "%x01%H%x00%P%x00%an%x00%ae%x00%aI%x00%s"
_WALK: Final = (
    "-c",
    "log.showRoot=true",
    "log",
    "--raw",
    "-z",
    "--no-renames",
    "--relative",
    "--no-abbrev",
    "--no-color",
    "--no-show-signature",
    "--no-mailmap",
    "--no-notes",
    "--diff-merges=combined",
    "--full-history",
    f"--format={_FIELDS}",
)


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit; the author's date as ISO 8601 text with its zone."""

    sha: str
    parents: tuple[str, ...]
    author: str
    email: str
    on: str
    subject: str


@dataclass(frozen=True, slots=True)
class Touch:
    """What a commit did to one path."""

    commit: Commit
    #: ``A`` added, ``M`` modified, ``D`` deleted, ``T`` kind of entry changed.
    status: str
    #: Blob ids; all zeros where there is none.
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class History:
    """Commits newest first, and what each path went through, newest first."""

    commits: tuple[Commit, ...]
    by_path: Mapping[str, tuple[Touch, ...]]
    #: Whether older commits are missing from this clone.
    shallow: bool


def walk(root: Path, rev: str = "HEAD", prefix: str = "") -> History:
    """Return the history of a revision, of the paths below a prefix.

    A repository without any commit has an empty history. Merges count only where
    they hold what no parent holds.
    """
    commits: list[Commit] = []
    by_path: dict[str, list[Touch]] = {}
    for commit, path, touch in _touches(root, rev, prefix):
        if not commits or commits[-1] is not commit:
            commits.append(commit)
        if touch is not None:
            by_path.setdefault(path, []).append(touch)
    frozen = {path: tuple(rows) for path, rows in by_path.items()}
    return History(tuple(commits), MappingProxyType(frozen), is_shallow(root))


def numbers_ever(root: Path, prefix: str = "records") -> frozenset[str]:
    """Return the slugs of all numbered records that exist or ever existed.

    From the files on disk and the whole history of HEAD; drafts have no number.
    Ask ``is_shallow`` first: a shallow clone does not know.
    """
    on_disk = (_slug(path) for path in WorkingTree(root).files(prefix))
    return numbers_before(root, "HEAD", prefix).union(filter(None, on_disk))


def numbers_before(root: Path, rev: str, prefix: str = "records") -> frozenset[str]:
    """Return the slugs of all numbered records that a revision and its past had."""
    paths = {path for _, path, touch in _touches(root, rev, prefix) if touch}
    return frozenset(slug for path in paths if (slug := _slug(path)))


def is_shallow(root: Path) -> bool:
    """Tell whether the clone lacks older commits."""
    done = git.attempt(root, ["rev-parse", "--is-shallow-repository"])
    return done.stdout.strip() == b"true"


def _slug(path: str) -> str:
    """Return the slug of ``records/<type>/<scope>/<slug>.yaml``, if it is one."""
    pure = PurePosixPath(path)
    inside = len(pure.parts) >= 3 and not any(  # noqa: PLR2004  a file in a folder
        part == DRAFTS or part.startswith("_") for part in pure.parts
    )
    return pure.stem if inside and pure.suffix == ".yaml" else ""


def _touches(
    root: Path, rev: str, prefix: str
) -> Iterator[tuple[Commit, str, Touch | None]]:
    tip = git.commit_of(root, rev)
    if tip is None:
        return
    paths = ["--", f":(literal){prefix.strip('/')}"] if prefix.strip("/") else ["--"]
    output = git.run(root, [*_WALK, tip, *paths])
    text = output.decode("utf-8", "surrogateescape")
    tokens = iter(text.split("\0"))
    commit: Commit | None = None
    for token in tokens:
        head = token.lstrip("\n")
        if head.startswith("\x01"):
            parents, author, email, on, subject = (next(tokens) for _ in range(5))
            ancestors = tuple(parents.split())
            commit = Commit(head[1:], ancestors, author, email, on, subject)
            yield commit, "", None
        elif head.startswith(":") and commit is not None:
            yield commit, next(tokens), _touch(commit, head)


def _touch(commit: Commit, head: str) -> Touch:
    sides = head.count(":", 0, len(head) - len(head.lstrip(":")))
    words = head.lstrip(":").split(" ")
    before, after = words[sides + 1], words[2 * sides + 1]
    return Touch(commit, words[-1][:1], before, after)
