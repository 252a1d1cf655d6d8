"""A filed record is gone and left no tombstone.

Why: an archive never forgets that something was there. A record ends by being
destroyed in order, and what stays is its number with the certificate.
Fix: restore the file from git, or put the tombstone in its place at the same
path.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R801", scope="change", waivable=False, needs=())
def record_vanished(change: Change, ctx: Context) -> Iterator[Draft]:
    """Look for numbered records that no file stands for any more."""
    before = change.before
    if before is None or change.after is not None or before.is_draft:
        return
    if any(record.path == before.path for record in ctx.archive.records):
        return
    refused = {problem.draft.place.path for problem in ctx.problems}
    if before.path not in refused:
        yield before.at().says(
            M("{number} is gone and left no tombstone", number=before.name),
            hint=M("restore it: git checkout HEAD -- {path}", path=before.path),
        )
