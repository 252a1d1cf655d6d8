"""A new record took a number that another one had.

Why: whoever looks an old number up finds the wrong thing. A number is never
given twice, not even after its record was destroyed.
Fix: run dangan assign, which knows every number there ever was.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R803", scope="change", waivable=False, needs=())
def number_used_again(change: Change, ctx: Context) -> Iterator[Draft]:
    """Look a new record's number up before the change and in history."""
    new = change.after
    if change.before is not None or new is None or new.is_draft or ctx.base is None:
        return
    slug = PurePosixPath(new.path).stem
    holders = [r for r in ctx.base.by_number.get(new.number, ()) if r.path != new.path]
    # A file that could not be read before is the one that bears the number.
    if holders or (not ctx.was_there(new.path) and slug in ctx.numbers_ever()):
        yield new.at("number").says(
            M("the number {number} was given before", number=new.number),
            hint=M("run: dangan assign {path}", path=new.path),
        )
