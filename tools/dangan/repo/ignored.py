"""Whether git would ever take a file: personal data go only where it does not."""

from __future__ import annotations

from pathlib import Path

from dangan.repo.git import attempt


def is_ignored(path: Path) -> bool:
    """Tell whether a file, which may not exist yet, is outside of every repository.

    True where the rules of its repository ignore it, or where there is none.
    """
    folder = path.resolve().parent
    while not folder.is_dir():
        folder = folder.parent
    inside = attempt(folder, ["rev-parse", "--is-inside-work-tree"])
    if inside.returncode:
        return True
    done = attempt(folder, ["check-ignore", "--quiet", "--", str(path.resolve())])
    return done.returncode == 0
