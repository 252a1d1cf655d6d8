"""The path of a file leads out of the archive.

Why: an absolute path exists on one machine only, and a path with .. can make a
program read or publish a file that is not part of the archive.
Fix: put the file below the files folder and write its path from there, with /.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record

_DRIVE = re.compile(r"[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]*://")


@check("R721", scope="record", drafts=True, waivable=False, needs=())
def file_outside(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look at the paths of drafts; of a filed record the schema says so."""
    if not record.is_draft:
        return
    for route, entry in record.each("files"):
        path = entry.get("path")
        if isinstance(path, str) and _leads_out(path):
            yield record.at((*route, "path")).says(
                M("the path of the file leads out of the archive"),
                hint=M("write a relative path with / and without .."),
            )


def _leads_out(path: str) -> bool:
    if path.startswith("/") or "\\" in path or _DRIVE.match(path):
        return True
    return posixpath.normpath(path) != path or path.split("/", maxsplit=1)[0] == ".."
