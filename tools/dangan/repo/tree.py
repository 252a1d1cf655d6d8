"""Three trees with one face: files on disk, a revision, what is staged.

A listing is one pass; content is read only for what the cache does not know.
Stamps tell whether content may have changed: for files on disk what ``stat``
says, for git the id of the blob.
"""

from __future__ import annotations

import os
import stat
import sys
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, Protocol

from dangan.model.errors import RepositoryError
from dangan.model.message import M
from dangan.model.problem import Problem
from dangan.repo import git
from dangan.repo.blobs import read_blobs
from dangan.repo.names import TEMPORARY, entry_problem, name_problem, twins

#: ``(mtime_ns, ctime_ns, size, inode)`` of a file, or the id of a blob.
Stamp = tuple[int, int, int, int] | str
#: No limit to the size of what is read.
UNLIMITED: Final = sys.maxsize
_NO_FOLLOW: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)


@dataclass(frozen=True, slots=True)
class Listing:
    """What one prefix holds: regular files by path, and what should not be there."""

    files: Mapping[str, Stamp]
    problems: tuple[Problem, ...]


class Tree(Protocol):
    """What can be listed and read; paths are below the root, with ``/``."""

    root: Path

    def listing(self, prefix: str = "") -> Listing:
        """Return the regular files below a prefix (a folder or one file)."""

    def files(self, prefix: str = "") -> tuple[str, ...]:
        """Return the sorted paths of the regular files below a prefix."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes; ``FileNotFoundError`` where there is none."""

    def read_many(
        self, paths: Iterable[str], limit: int = UNLIMITED
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and bytes of many files; None for one beyond the limit."""


class WorkingTree:
    """The files as they lie on disk, tracked by git or not."""

    def __init__(self, root: Path) -> None:
        """Take the top folder; it need not be a git repository."""
        self.root = Path(root)

    def listing(self, prefix: str = "") -> Listing:
        """Walk the folders below a prefix once; links are never followed.

        Nothing lies below a prefix that leaves the root, by a link or otherwise.
        """
        if _leaves(prefix) or self._is_behind_a_link(prefix):
            return Listing({}, ())
        files: dict[str, Stamp] = {}
        problems: list[Problem] = []
        start = self.root / prefix
        if start.is_dir():
            folder = prefix.strip("/")
            _walk(str(start), f"{folder}/" if folder else "", files, problems)
        elif start.is_file():
            files[prefix] = _stamp(start.stat(follow_symlinks=False))
        problems += twins(files)
        return Listing(dict(sorted(files.items())), tuple(problems))

    def _is_behind_a_link(self, prefix: str) -> bool:
        """Tell whether a prefix, or a folder on the way to it, is a link."""
        parts = prefix.strip("/").split("/")
        ways = ("/".join(parts[:count]) for count in range(1, len(parts) + 1))
        return prefix != "" and any((self.root / way).is_symlink() for way in ways)

    def files(self, prefix: str = "") -> tuple[str, ...]:
        """Return the sorted paths of the regular files below a prefix."""
        return tuple(self.listing(prefix).files)

    def read(self, path: str) -> bytes:
        """Return a file's bytes, refusing links and paths that leave the root."""
        if _leaves(path):
            raise RepositoryError("the path leaves the repository", context=(path,))
        return read_regular(os.path.join(self.root, path))  # noqa: PTH118  hot

    def read_many(
        self, paths: Iterable[str], limit: int = UNLIMITED
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and bytes one after the other."""
        for path in paths:
            size = (self.root / path).lstat().st_size if limit < UNLIMITED else 0
            yield path, None if size > limit else self.read(path)


def _leaves(path: str) -> bool:
    """Tell whether a path could lead out of the folder it is read below."""
    return path.startswith("/") or ".." in path.split("/") or "\0" in path


class _BlobTree(ABC):
    """A tree whose files are blobs of the object store."""

    root: Path

    def __init__(self, root: Path) -> None:
        self.root = Path(root)

    @abstractmethod
    def _list(self) -> tuple[tuple[str, str, str], ...]:
        """Return mode, blob id and path of everything in the tree."""

    @cached_property
    def _entries(self) -> tuple[tuple[str, str, str], ...]:
        return self._list()

    @cached_property
    def everything(self) -> Mapping[str, tuple[str, str]]:
        """Return path → mode and id of all entries, oddly named ones and links too."""
        return {path: (mode, oid) for mode, oid, path in self._entries}

    @cached_property
    def _blobs(self) -> Mapping[str, str]:
        return {path: oid for _, oid, path in self._entries}

    def listing(self, prefix: str = "") -> Listing:
        """Return the regular files below a prefix with the ids of their blobs."""
        files: dict[str, Stamp] = {}
        problems: list[Problem] = []
        folder = prefix.strip("/")
        for mode, oid, path in self._entries:
            if folder and path != folder and not path.startswith(f"{folder}/"):
                continue
            kind = {"120000": "symlink", "160000": "special-file"}.get(mode)
            kind = kind or _any_name_problem(path, folder)
            if kind:
                problems.append(entry_problem(kind, path))
            else:
                files[path] = oid
        problems += twins(files)
        return Listing(dict(sorted(files.items())), tuple(problems))

    def files(self, prefix: str = "") -> tuple[str, ...]:
        """Return the sorted paths of the regular files below a prefix."""
        return tuple(self.listing(prefix).files)

    def read(self, path: str) -> bytes:
        """Return the content of one path."""
        for _, content in self.read_many([path]):
            if content is not None:
                return content
        raise FileNotFoundError(path)

    def read_many(
        self, paths: Iterable[str], limit: int = UNLIMITED
    ) -> Iterator[tuple[str, bytes | None]]:
        """Yield path and content through one ``cat-file --batch``."""
        wanted = {path: self._blobs[path] for path in paths if path in self._blobs}
        contents = read_blobs(self.root, set(wanted.values()), limit)
        for path, oid in wanted.items():
            yield path, contents.get(oid)


class GitTree(_BlobTree):
    """The files of one revision."""

    def __init__(self, root: Path, rev: str, only: tuple[str, ...] = ()) -> None:
        """Resolve the revision now; ``RepositoryError`` if there is none.

        ``only`` leaves the tree with these paths, which is fast for a few.
        """
        super().__init__(root)
        self._only = only
        commit = git.commit_of(self.root, rev)
        if commit is None:
            raise RepositoryError(
                M("no such revision: {rev}", rev=rev),
                hint="fetch it, or name a branch, tag or commit that git log shows",
            )
        self.commit = commit

    def _list(self) -> tuple[tuple[str, str, str], ...]:
        listed = git.run(self.root, ["ls-tree", "-r", "-z", self.commit])
        rows = (row.partition("\t") for row in git.zsplit(listed))
        heads = ((head.split(" "), path) for head, _, path in rows)
        return tuple((head[0], head[2], path) for head, path in heads)


class IndexTree(_BlobTree):
    """What is staged for the next commit.

    ``index_file`` is git's own variable ``GIT_INDEX_FILE`` where a hook runs for a
    partial commit; the command line hands it in.
    """

    def __init__(self, root: Path, index_file: str = "") -> None:
        """Take the top folder of a working tree."""
        super().__init__(root)
        self._env = {"GIT_INDEX_FILE": index_file} if index_file else {}

    def _list(self) -> tuple[tuple[str, str, str], ...]:
        listed = git.run(self.root, ["ls-files", "-s", "-z"], env=self._env)
        rows = (row.partition("\t") for row in git.zsplit(listed))
        heads = ((head.split(" "), path) for head, _, path in rows)
        return tuple((head[0], head[1], path) for head, path in heads)


class EmptyTree(_BlobTree):
    """The tree before the first commit."""

    def _list(self) -> tuple[tuple[str, str, str], ...]:
        return ()


def tree_at(root: Path, rev: str = "HEAD") -> GitTree | EmptyTree:
    """Return a revision's tree, or the empty one where nothing is committed yet."""
    if git.commit_of(root, "HEAD") is None and git.commit_of(root, rev) is None:
        return EmptyTree(root)
    return GitTree(root, rev)


def read_regular(path: str) -> bytes:
    """Return the bytes of a regular file; a link in its place is refused."""
    handle = os.open(path, os.O_RDONLY | _NO_FOLLOW)
    with open(handle, "rb") as file:  # noqa: PTH123  from a handle
        return file.read()


def _stamp(status: os.stat_result) -> Stamp:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


def _walk(
    folder: str, prefix: str, files: dict[str, Stamp], problems: list[Problem]
) -> None:
    below: list[tuple[str, str]] = []
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            path = prefix + name
            if name[0] == "." and (name == ".git" or TEMPORARY.fullmatch(name)):
                continue
            kind = name_problem(name)
            status = entry.stat(follow_symlinks=False)
            mode = status.st_mode
            if stat.S_ISLNK(mode):
                kind = "symlink"
            elif not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                kind = "special-file"
            if kind:
                problems.append(entry_problem(kind, path))
            elif stat.S_ISREG(mode):
                files[path] = _stamp(status)
            else:
                below.append((entry.path, path + "/"))
    for deeper, path in below:
        _walk(deeper, path, files, problems)


def _any_name_problem(path: str, folder: str) -> str | None:
    below = path.removeprefix(f"{folder}/").split("/") if path != folder else [path]
    return next((kind for part in below if (kind := name_problem(part))), None)
