"""Several files at once: all of them or none."""

from __future__ import annotations

import hashlib
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from dangan.model.errors import RepositoryError
from dangan.model.message import M
from dangan.repo import atomic, journal
from dangan.repo.lock import locked
from dangan.repo.tree import read_regular


@dataclass(frozen=True, slots=True)
class _Before:
    """What a path held; ``content`` is None where there was no file."""

    content: bytes | None
    mode: int


class Transaction:
    """Collect writes and deletions, and carry them out at the end of the block.

    Everything is staged and forced to disk first; then only renames are left. If
    one fails, those before it are taken back. A journal says what is being renamed,
    so that the next command finishes what a killed one had begun.

        with Transaction(root) as change:
            change.write("records/item/2021/MK-2021-001.yaml", text)
            change.delete("records/item/_drafts/01JD8….yaml")
    """

    def __init__(self, root: Path) -> None:
        """Take the top folder; paths are below it, with forward slashes."""
        self._root = Path(root)
        self._wanted: dict[Path, bytes | None] = {}
        self._before: dict[Path, _Before] = {}
        self._folders: list[tuple[Path, ...]] = []
        self._stack = ExitStack()
        self._journal: Path | None = None

    def write(self, path: str, text: str, *, was: str = "") -> None:
        """Plan a file's new text.

        ``was`` is the SHA-256 of the content that the change was made from; if the
        file holds something else by then, nothing is written.
        """
        place = self._place(path)
        if was and hashlib.sha256(_held(place).content or b"").hexdigest() != was:
            raise RepositoryError(
                "the file was changed by somebody else in the meantime",
                context=(path,),
                hint="run the command again",
            )
        self._wanted[place] = text.encode("utf-8")

    def delete(self, path: str) -> None:
        """Plan a deletion; there must be such a file when it is carried out."""
        self._wanted[self._place(path)] = None

    def __enter__(self) -> Self:
        """Take the lock, so that what is read from now on stays true."""
        self._stack.enter_context(locked(self._root))
        journal.recover(self._root)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Carry everything out, unless the block failed."""
        with self._stack:
            if error is None:
                self._carry_out()

    def _carry_out(self) -> None:
        staged: dict[Path, Path] = {}
        try:
            self._prepare()
            for place, content in self._wanted.items():
                if content is not None:
                    staged[place] = atomic.stage(place, content)
            if len(self._wanted) > 1:
                self._journal = journal.write(self._root, self._steps(staged))
            self._replace(staged)
        except BaseException:
            self._give_up(staged)
            raise
        for folder in {place.parent for place in self._wanted}:
            atomic.confirm(folder)
        if self._journal:
            self._journal.unlink()

    def _give_up(self, staged: dict[Path, Path]) -> None:
        """Leave nothing of a change that was taken back."""
        if self._journal:
            self._journal.unlink(missing_ok=True)
        for temporary in staged.values():
            temporary.unlink(missing_ok=True)
        for made in reversed(self._folders):
            atomic.remove_folders(made)

    def _steps(self, staged: dict[Path, Path]) -> Iterator[journal.Step]:
        for place, content in self._wanted.items():
            before = self._before[place].content
            was = "" if before is None else hashlib.sha256(before).hexdigest()
            will = "" if content is None else hashlib.sha256(content).hexdigest()
            yield journal.Step(place, staged.get(place), was, will)

    def _prepare(self) -> None:
        """Make folders, clear leftovers and remember what each path holds."""
        for place, content in self._wanted.items():
            if content is not None:
                self._folders.append(atomic.make_folders(place.parent))
            self._before[place] = _held(place)
        for folder in {place.parent for place in self._wanted}:
            atomic.remove_leftovers(folder)

    def _replace(self, staged: dict[Path, Path]) -> None:
        done: list[Path] = []
        try:
            for place in self._wanted:
                done.append(place)
                if place in staged:
                    staged[place].replace(place)
                else:
                    place.unlink()
        except BaseException as error:
            self._take_back(done)
            if not isinstance(error, OSError):
                raise
            raise RepositoryError(
                M(
                    "could not write: {strerror}; nothing was changed",
                    strerror=error.strerror,
                ),
                context=(done[-1].name,),
                hint="free space or permissions on the disk, then run it again",
            ) from error

    def _take_back(self, done: list[Path]) -> None:
        for place in reversed(done):
            before = self._before[place]
            if before.content is None:
                place.unlink(missing_ok=True)
            elif _held(place) != before:
                atomic.stage(place, before.content).replace(place)
                place.chmod(before.mode)

    def _place(self, path: str) -> Path:
        parts = path.split("/")
        if path.startswith("/") or ".." in parts or "\0" in path:
            raise RepositoryError("the path leaves the repository", context=(path,))
        return self._root.joinpath(*parts)


def _held(place: Path) -> _Before:
    try:
        status = place.lstat()
    except FileNotFoundError:
        return _Before(None, 0)
    if not stat.S_ISREG(status.st_mode):
        raise RepositoryError(
            "a link or folder stands where a file is to be written",
            context=(place.name,),
            hint="remove the link, then run the command again",
        )
    return _Before(read_regular(str(place)), stat.S_IMODE(status.st_mode))
