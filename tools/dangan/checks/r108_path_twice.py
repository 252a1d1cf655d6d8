"""Two files differ only in capital letters.

Why: Windows and macOS see one file where Linux sees two; a clone there loses one
of the records without a word.
Fix: rename one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R108", scope="archive", drafts=True, waivable=False, needs=())
def path_twice(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare all paths in one case."""
    seen: dict[str, Record] = {}
    for record in archive.records:
        first = seen.setdefault(record.path.casefold(), record)
        if first is not record:
            yield record.at().says(
                M("{other} has the same path but for capitals", other=first.path),
                hint=M("rename one of the two files"),
                related=(first.at(),),
            )
