"""One writer at a time in a working tree."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from dangan.model.errors import RepositoryError
from dangan.model.message import M
from dangan.repo.git import git_dir

#: Seconds between two attempts.
_PAUSE: Final = 0.02
_MINE = threading.RLock()
#: Locks that this process holds.
_HELD: set[Path] = set()

if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


@contextmanager
def locked(root: Path, *, wait: float = 10.0) -> Iterator[None]:
    """Hold the lock of a working tree; entering it again in a thread is free.

    The system releases it when the process dies, so no lock is ever stale.

    Args:
        root: any folder inside of the working tree.
        wait: seconds to wait for another command.

    Raises:
        RepositoryError: another command keeps writing, or the file system cannot
            lock.
    """
    place = lock_file(root)
    with _MINE:
        if place in _HELD:
            yield
            return
        handle = _acquire(place, wait)
        _HELD.add(place)
        try:
            yield
        finally:
            _HELD.remove(place)
            _unlock(handle)
            os.close(handle)


def lock_file(root: Path) -> Path:
    """Return the file that is locked: git's own folder, or one of the system."""
    kept = git_dir(root.resolve())
    if kept is not None:
        return kept / "dangan" / "lock"
    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogateescape"))
    return Path(tempfile.gettempdir()) / f"dangan-{name.hexdigest()[:24]}.lock"


def _acquire(place: Path, wait: float) -> int:
    deadline = time.monotonic() + wait
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(place, os.O_RDWR | os.O_CREAT, 0o666)
        while not _try_lock(handle):
            if time.monotonic() > deadline:
                os.close(handle)
                raise RepositoryError(
                    "another dangan command is writing here",
                    hint="wait until it has ended and run the command again",
                )
            time.sleep(_PAUSE)
    except OSError as error:
        raise RepositoryError(
            M(
                "the archive cannot be locked for writing: {strerror}",
                strerror=error.strerror,
            ),
            hint="use a folder on a local disk in which you may write",
        ) from error
    return handle
