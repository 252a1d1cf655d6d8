"""The number of a record was altered.

Why: a number stands on the box, in registers and in other people's letters.
Once given it never changes, even if it was given wrongly: then it stays and the
right one is added to other_numbers.
Fix: restore the number, and write the other one under other_numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R802", scope="change", waivable=False, needs=())
def number_altered(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the numbers before and after."""
    before, after = change.before, change.after
    if before is None or after is None or not before.number:
        return
    if before.number != after.number:
        yield after.at("number").says(
            M("the number was {number} before this change", number=before.number),
            hint=M('write number: "{number}"', number=before.number),
        )
