"""Git's index together with the files: both change or neither does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from dangan.repo import git

_MODE = "100644"
_GONE = f"0 {'0' * 40}"


@contextmanager
def staged(
    root: Path, written: Mapping[str, str], gone: Iterable[str]
) -> Iterator[None]:
    """Stage new files and removals before they are carried out in the block.

    A path that git does not know is no obstacle to its removal. If the block
    fails, the index says again what it said before.

    Args:
        root: top folder of the archive; paths are below it.
        written: path → text of the files that are to be there.
        gone: paths that are not to be there any more.

    Raises:
        RepositoryError: the archive is in no git repository, or its index is
            locked; then nothing was changed.
    """
    prefix = git.run(root, ["rev-parse", "--show-prefix"]).decode("utf-8").rstrip("\n")
    gone = tuple(gone)
    before = _entries(root, (*written, *gone))
    after = dict.fromkeys(gone, _GONE)
    after |= {path: f"{_MODE} {_blob(root, text)}" for path, text in written.items()}
    _enter(root, prefix, after)
    try:
        yield
    except BaseException:
        _enter(root, prefix, dict.fromkeys(after, _GONE) | before)
        raise


def _entries(root: Path, paths: Iterable[str]) -> dict[str, str]:
    """Return path → mode and blob of what the index holds of some paths."""
    asked = [f":(literal){path}" for path in paths]
    listed = git.zsplit(git.run(root, ["ls-files", "-z", "-s", "--", *asked]))
    rows = (row.partition("\t") for row in listed)
    return {path: entry.rsplit(" ", 1)[0] for entry, _, path in rows}


def _blob(root: Path, text: str) -> str:
    asked = ["hash-object", "-w", "--stdin"]
    return git.run(root, asked, stdin=text.encode("utf-8")).decode("ascii").strip()


def _enter(root: Path, prefix: str, entries: Mapping[str, str]) -> None:
    lines = "".join(f"{entry}\t{prefix}{path}\0" for path, entry in entries.items())
    git.run(root, ["update-index", "-z", "--index-info"], stdin=lines.encode("utf-8"))
