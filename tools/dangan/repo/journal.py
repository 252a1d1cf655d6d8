"""What a change of several files is about to do, so that a killed one is finished.

The journal is written when everything is staged and before the first rename, and
removed after the last one. From then on the change counts as made: the next command
that opens the archive carries out what is left of it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dangan.model.errors import RepositoryError
from dangan.model.message import M
from dangan.repo import atomic
from dangan.repo.git import git_dir
from dangan.repo.lock import lock_file, locked
from dangan.repo.names import TEMPORARY
from dangan.repo.tree import read_regular

_NAME = "journal"


@dataclass(frozen=True, slots=True)
class Step:
    """One file of a change."""

    place: Path
    #: What is renamed to it; None where the file goes.
    staged: Path | None
    #: SHA-256 before and after; empty: there is no file.
    was: str
    will: str


def write(root: Path, steps: Iterable[Step]) -> Path:
    """Write the journal of a change and force it to disk; return its place."""
    place = _place(root)
    base = place.parent
    place.parent.mkdir(parents=True, exist_ok=True)
    rows = [
        {
            "place": os.path.relpath(step.place, base),
            "staged": os.path.relpath(step.staged, base) if step.staged else "",
            "was": step.was,
            "will": step.will,
        }
        for step in steps
    ]
    body = json.dumps(rows, ensure_ascii=False).encode("utf-8", "surrogateescape")
    check = hashlib.sha256(body).hexdigest().encode()
    atomic.remove_leftovers(base)
    atomic.rename(atomic.stage(place, check + b"\n" + body), place)
    try:
        atomic.confirm(base, M("nothing was changed"))
    except BaseException:
        place.unlink()
        raise
    return place


def recover(root: Path) -> None:
    """Finish the change of a killed command, if there is one.

    Raises:
        RepositoryError: a file was altered by somebody else in the meantime, or
            cannot be written; or the journal was not written for this archive.
    """
    place = _place(root)
    if not os.path.lexists(place):
        return
    with locked(root):
        if not os.path.lexists(place):
            return
        steps = _read(place, root)
        for step in steps:
            _finish(step)
        for folder in {step.place.parent for step in steps}:
            atomic.confirm(folder)
        place.unlink()


def _place(root: Path) -> Path:
    lock = lock_file(root)
    return lock.with_name(f"{_NAME}{lock.stem.removeprefix('lock')}")


def _read(place: Path, root: Path) -> tuple[Step, ...]:
    """Return the steps; none where the journal itself was not whole."""
    try:
        content = read_regular(str(place))
        is_own = git_dir(root.resolve()) is not None or _is_mine(place)
        check, _, body = content.partition(b"\n")
        if is_own and hashlib.sha256(body).hexdigest().encode() != check:
            return ()
        steps = _steps(place.parent, body)
        is_own = is_own and all(_is_within(step, _top(root)) for step in steps)
    except (OSError, ValueError, TypeError, KeyError):
        is_own = False
    if not is_own:
        raise RepositoryError(
            "a journal of changes lies here that was not written for this archive",
            context=(place.name,),
            hint="look at git status, then delete .git/dangan/journal",
        )
    return steps


def _steps(base: Path, body: bytes) -> tuple[Step, ...]:
    rows = json.loads(body.decode("utf-8", "surrogateescape"))
    return tuple(
        Step(
            _below(base, row["place"]),
            _below(base, row["staged"]) if row["staged"] else None,
            row["was"],
            row["will"],
        )
        for row in rows
    )


def _is_mine(place: Path) -> bool:
    """Tell whether nobody else can have written it in a folder that all share."""
    return not hasattr(os, "getuid") or place.lstat().st_uid == os.getuid()


def _is_within(step: Step, top: Path) -> bool:
    """Tell whether a step stays in the archive, and beside what it replaces."""
    folder = step.place.parent.resolve()
    inside = folder.is_relative_to(top)
    below = folder.relative_to(top).parts if inside else ()
    beside = step.staged is None or (
        step.staged.parent == step.place.parent
        and TEMPORARY.fullmatch(step.staged.name) is not None
    )
    return inside and beside and ".git" not in (*below, step.place.name)


def _top(root: Path) -> Path:
    """Return the top folder of the working tree; outside of git the folder itself."""
    whole = root.resolve()
    tops = (one for one in (whole, *whole.parents) if (one / ".git").exists())
    return next(tops, whole)


def _below(base: Path, name: str) -> Path:
    return Path(os.path.normpath(base / name))


def _finish(step: Step) -> None:
    now = _digest(step.place)
    if now == step.will:
        return
    ready = step.staged is None or _digest(step.staged) == step.will
    if now != step.was or not ready:
        raise RepositoryError(
            "a change was interrupted, and its file was altered since",
            context=(step.place.name,),
            hint="compare it with git diff, then delete .git/dangan/journal",
        )
    if step.staged is None:
        step.place.unlink()
    else:
        atomic.rename(step.staged, step.place)


def _digest(place: Path) -> str:
    """Return the digest of a file; of what is no file one that nothing has."""
    try:
        return hashlib.sha256(read_regular(str(place))).hexdigest()
    except FileNotFoundError:
        return ""
    except OSError:
        return "-"
