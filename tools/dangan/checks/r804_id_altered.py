"""The id of a record was altered.

Why: relations, approvals and history find a record by its id, through every
change of number, title and place. With another id it is another record.
Fix: restore the id.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R804", scope="change", waivable=False, needs=())
def id_altered(change: Change, ctx: Context) -> Iterator[Draft]:
    """Look for a new id at the path of an old one."""
    new = change.after
    if change.before is not None or new is None or new.is_draft or ctx.base is None:
        return
    now = ctx.archive.by_id
    for old in ctx.base.records:
        if old.path == new.path and old.id and old.id not in now:
            yield new.at("id").says(
                M("the id was another one before this change"),
                hint=M("write id: {id}", id=old.id),
            )
