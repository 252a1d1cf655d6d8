"""The files of records that are destroyed: those in the archive go with them.

A file lies below the archive's folder, tracked by git or not, or somewhere else
(a disk of its own). The first is deleted together with the text of the record;
the second is named in the certificate, to be deleted by hand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.disposal import Listed
from dangan.workspace.acting import Desk, FileChange

#: Folders that hold no file of a record, but what the archive itself lives of.
_ITS_OWN = frozenset({".git", "records", "schemas"})
#: What a register keeps of each file.
_KEPT = ("path", "sha256", "bytes")


@dataclass(frozen=True, slots=True)
class Kept:
    """One file of a line of a register."""

    number: str
    path: str
    sha256: str


def rows(record: Record) -> list[JsonObject]:
    """Return path and digest of every file of a record, as a register lists them."""
    return [
        {key: entry[key] for key in _KEPT if key in entry}
        for _route, entry in record.each("files")
    ]


def of_lines(lines: tuple[Listed, ...]) -> tuple[Kept, ...]:
    """Return the files that lines of a register list, each path once."""
    found = (
        Kept(line.number, str(row.get("path", "")), str(row.get("sha256", "")))
        for line in lines
        for row in line.data.get("files", ())
    )
    return tuple({one.path: one for one in found if one.path}.values())


def is_there(desk: Desk, path: str) -> bool:
    """Tell whether a file lies below the folder of the archive."""
    return path in desk.space.tree.files(path)


def deletions(desk: Desk, lines: tuple[Listed, ...]) -> Iterator[FileChange]:
    """Yield the deletion of each file that is there and of no other record."""
    needed = _needed(desk, frozenset(line.record for line in lines))
    for one in of_lines(lines):
        if is_there(desk, one.path) and one.path.casefold() not in needed:
            yield FileChange(one.path, None)


def elsewhere(desk: Desk, files: tuple[Kept, ...]) -> list[JsonObject]:
    """Return the files that are not in the archive, to be deleted by hand."""
    return [
        {"number": one.number, "path": one.path, "sha256": one.sha256}
        for one in files
        if not is_there(desk, one.path)
    ]


def refusals(
    desk: Desk, register: Record, lines: tuple[Listed, ...]
) -> Iterator[Draft]:
    """Yield why a file may not be deleted: it is another one, or still needed.

    Asked of every line of a register, of what is destroyed already, too: another
    record may have a file of that name by now.
    """
    needed = _needed(desk, frozenset(line.record for line in lines))
    for one in of_lines(lines):
        other = needed.get(one.path.casefold())
        if other is not None:
            text = M(
                "{path} is a file of {number} too", path=one.path, number=other.name
            )
            hint = M("take {number} off the register", number=one.number)
            yield from desk.refusal(text, hint, record=register)
        elif is_there(desk, one.path) and not _is_listed(desk, one):
            text = M("{path} is not the file that was listed", path=one.path)
            hint = M("look which file it is; correct the record and list it anew")
            yield from desk.refusal(text, hint, record=register)


def _needed(desk: Desk, going: frozenset[str]) -> Mapping[str, Record]:
    """Return path → record of every file of what stays; case does not matter."""
    return {
        str(entry.get("path")).casefold(): record
        for record in desk.space.archive.records
        if record.id not in going and not record.is_tombstone
        for _route, entry in record.each("files")
    }


def _is_listed(desk: Desk, one: Kept) -> bool:
    """Tell whether a file is the one that a line lists."""
    if one.path.casefold().split("/")[0] in _ITS_OWN:
        return False
    return hashlib.sha256(desk.space.tree.read(one.path)).hexdigest() == one.sha256
