"""A file of a destroyed record is still there.

Why: the certificate says that originals and files are destroyed. A copy that was
left, or came back from a backup, is a record that nobody may keep any more and that
no catalogue shows.
Fix: look whether it is the file that was listed, then delete it, or let
dangan destroy execute finish what it began.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import ALWAYS, Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.involved import SEVERAL, subject_ids


def _claims(record: Record, ctx: Context) -> Iterator[str]:
    """Ask for every register that lists files, with what it is about."""
    if any(line.get("files") for _, line in record.each(SEVERAL)):
        yield ALWAYS
        yield from (f"id {id_}" for id_ in subject_ids(record))


@check("R371", scope="archive", compares_all=True, claims=_claims, waivable=False)
def file_of_destroyed_record(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for the files of every line of a register that was carried out.

    A file of the same name that belongs to another record by now is not meant.
    """
    for register in registers(archive, ctx):
        for line in register.lines if register.gone_on else ():
            for index, row in enumerate(line.data.get("files", ())):
                place = (*line.pointer, "files", index, "path")
                path = str(row.get("path", ""))
                if ctx.is_there(path) and not _is_another(row, ctx):
                    yield register.record.at(place).says(
                        M("a file of {number} is still there", number=line.number),
                        hint=M("delete it: {path}", path=path),
                        clauses=register.rule.clauses,
                    )


def _is_another(row: JsonObject, ctx: Context) -> bool:
    """Tell whether the path is that of another file of a record that is there."""
    digests = {
        entry.get("sha256")
        for record in ctx.archive.records
        for _, entry in (() if record.is_tombstone else record.each("files"))
        if entry.get("path") == row.get("path")
    }
    return bool(digests) and row.get("sha256") not in digests
