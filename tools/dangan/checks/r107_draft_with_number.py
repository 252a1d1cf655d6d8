"""A draft has a number.

Why: a number is given once, by dangan assign, which moves the file to its place.
A number written into a draft by hand may belong to another record tomorrow.
Fix: delete number and run dangan assign when the record is complete.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R107", scope="record", drafts=True, needs=())
def draft_with_number(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look at drafts only."""
    if record.is_draft and "number" in record.data:
        yield record.at("number", on_key=True).says(
            M("a draft has a number"),
            hint=M("delete number and run: dangan assign {path}", path=record.path),
        )
