"""A filed record has no number.

Why: what stands in the folders of the archive can be asked for by its number.
What has none yet is a draft.
Fix: move the file to the _drafts folder of its type and run dangan assign.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import DRAFTS, Record


@check("R101", scope="record", tombstones=True, waivable=False)
def number_missing(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask the type whether its records bear numbers."""
    kind = ctx.types.get(record.type)
    if record.number or kind is None or kind.data.get("number_required") is False:
        return
    yield record.at().says(
        M("a filed record has no number"),
        hint=M(
            "move the file to records/{type}/{drafts}/ and run: dangan assign",
            type=record.type,
            drafts=DRAFTS,
        ),
    )
