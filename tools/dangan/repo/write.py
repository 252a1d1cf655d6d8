"""Writing so that a file is always the old one or the new one, never half of it.

Serialised in memory, read again and compared, written to a temporary file in the
same folder, forced to disk, renamed over the old one, and the folder forced to
disk too. Links are refused, the mode is kept, one command writes at a time.
"""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

from dangan import syntax
from dangan.model.errors import RepositoryError
from dangan.model.json import JsonObject
from dangan.repo import atomic, journal
from dangan.repo.lock import locked
from dangan.repo.transaction import Transaction

__all__ = ["Transaction", "proven", "write_bytes", "write_document", "write_text"]


def write_text(path: Path, text: str, *, lock: bool = True) -> None:
    """Write a file as UTF-8, completely or not at all.

    Raises:
        RepositoryError: it could not be written (the old file is untouched), or it
            was written and the disk did not confirm it.
    """
    write_bytes(path, text.encode("utf-8"), lock=lock)


def write_bytes(path: Path, content: bytes, *, lock: bool = True) -> None:
    """Write a file as ``write_text`` does, from bytes."""
    place = Path(path)
    with locked(_existing(place.parent)) if lock else nullcontext():
        made = atomic.make_folders(place.parent)
        if lock:
            journal.recover(place.parent)
            atomic.remove_leftovers(place.parent)
        try:
            temporary = atomic.stage(place, content)
            atomic.rename(temporary, place)
        except BaseException:
            atomic.remove_folders(made)
            raise
        atomic.confirm(place.parent)


def write_document(
    path: Path,
    data: JsonObject,
    order: syntax.KeyOrder | None = None,
    *,
    lock: bool = True,
) -> None:
    """Write data in canonical form after proving that it reads back the same."""
    write_text(path, proven(data, order, path.name), lock=lock)


def proven(data: JsonObject, order: syntax.KeyOrder | None, name: str) -> str:
    """Return the canonical text of data that ``load`` reads back unchanged."""
    text = syntax.dump(data, order)
    parsed = syntax.load(text.encode("utf-8", "surrogatepass"), name)
    if parsed.data != data:
        fact = parsed.problems[0].draft.message if parsed.problems else "a value"
        raise RepositoryError(
            "the record would not be read back as it is",
            context=(name, str(fact)),
            hint="remove characters and numbers that a record cannot hold",
        )
    return text


def _existing(folder: Path) -> Path:
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder
