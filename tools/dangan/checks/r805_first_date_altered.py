"""The date on which a file was opened was altered.

Why: deadlines, retention and the order of the shelf are counted from it. A file
that is made younger after the fact looks as if everything had been in time.
Fix: restore the date. If it was wrong from the beginning, say so in a waiver
with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M

_FIELDS = ("opened_on", "received_on", "assigned.on")


@check("R805", scope="change")
def first_date_altered(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare dates that were there before."""
    before, after = change.before, change.after
    if before is None or after is None or after.is_tombstone or before.is_draft:
        return
    for field in _FIELDS:
        old = before.get(field)
        if old is not None and after.get(field) != old:
            yield after.at(field).says(
                M("{field} was another date before this change", field=field),
                hint=M("restore {field}, or waive R805 with the reason", field=field),
            )
