"""A destroyed record is back.

Why: the certificate says that it was destroyed. Either the certificate or the
new file says what is not true.
Fix: restore the tombstone; what was found belongs to a new record that refers
to it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R814", scope="change", waivable=False, needs=())
def destroyed_record_back(change: Change, ctx: Context) -> Iterator[Draft]:
    """Look for tombstones that are no tombstones any more."""
    before, after = change.before, change.after
    if before and after and before.is_tombstone and not after.is_tombstone:
        yield after.at("number").says(
            M("the record was destroyed and is back"),
            hint=M("restore the tombstone and open a new record"),
        )
