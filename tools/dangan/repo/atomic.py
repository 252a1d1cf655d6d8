"""The steps of a write that leaves a file either old or new."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dangan.model.errors import RepositoryError
from dangan.model.message import M, Message
from dangan.repo.names import TEMPORARY

_NEW_MODE: Final = 0o666
_HINT: Final = "free space or permissions on the disk, then run the command again"
_FLAGS: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def stage(place: Path, content: bytes) -> Path:
    """Write content to a temporary file beside ``place``, forced to disk."""
    mode = _mode(place)
    temporary = place.with_name(f".{place.name}.tmp-{os.getpid()}")
    with _failing(place, M("nothing was changed")):
        handle = os.open(temporary, _FLAGS, _NEW_MODE)
        try:
            _write_all(handle, content)
            if mode is not None:
                temporary.chmod(mode)
            os.fsync(handle)
        except BaseException:
            os.close(handle)
            temporary.unlink(missing_ok=True)
            raise
        os.close(handle)
    return temporary


def confirm(folder: Path, state: Message | None = None) -> None:
    """Force the names of a folder to disk, where the system can do that.

    ``state`` says what is so where that fails; otherwise that all is written.
    """
    if not hasattr(os, "O_DIRECTORY"):
        return
    state = state or M("it was written, but the disk did not confirm it")
    with _failing(folder, state):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def remove_leftovers(folder: Path) -> None:
    """Delete temporary files of killed commands; only under the lock."""
    with _failing(folder, M("nothing was changed")), os.scandir(folder) as entries:
        for entry in entries:
            if TEMPORARY.fullmatch(entry.name):
                Path(entry.path).unlink()


def make_folders(folder: Path) -> tuple[Path, ...]:
    """Create a folder and its parents; return those that are new, deepest last."""
    new: list[Path] = []
    at = folder
    while not at.exists() and not at.is_symlink():
        new.insert(0, at)
        at = at.parent
    with _failing(folder, M("nothing was changed")):
        folder.mkdir(parents=True, exist_ok=True)
    return tuple(new)


def remove_folders(made: tuple[Path, ...]) -> None:
    """Take back new folders, as far as they are empty."""
    for folder in reversed(made):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _write_all(handle: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(handle, rest) :]


def rename(temporary: Path, place: Path) -> None:
    """Put a staged file in its place; remove it where that fails."""
    with _failing(place, M("nothing was changed")):
        try:
            temporary.replace(place)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise


def _mode(place: Path) -> int | None:
    """Return the mode of a file that will be replaced; refuse what is no file."""
    with _failing(place, M("nothing was changed")):
        try:
            status = place.lstat()
        except FileNotFoundError:
            return None
    if not stat.S_ISREG(status.st_mode):
        raise RepositoryError(
            "a link or folder stands where a file is to be written",
            context=(place.name,),
            hint="remove the link, then run the command again",
        )
    return stat.S_IMODE(status.st_mode)


@contextmanager
def _failing(place: Path, state: Message) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise RepositoryError(
            M("could not write: {reason}; {state}", reason=reason, state=state),
            context=(place.name,),
            hint=_HINT,
        ) from error
