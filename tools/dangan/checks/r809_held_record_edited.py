"""A record on hold was altered.

Why: a hold (冻结) freezes what a dispute or an audit is about. Until it is
lifted nothing but further events may be added.
Fix: restore the record, or lift the hold first with an event hold_lifted.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.holds import holds

_GROWS = frozenset({"events", "location", "relations"})


@check("R809", scope="change", waivable=False, needs=())
def held_record_edited(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the fields of a record that is on hold before and after."""
    before, after = change.before, change.after
    if before is None or after is None or after.is_tombstone:
        return
    if not _is_held(before, ctx.base):
        return
    if not (_is_held(after, ctx.archive) or _left_what_is_held(before, ctx.archive)):
        return
    for field in sorted({*before.data, *after.data} - _GROWS):
        if before.data.get(field) != after.data.get(field):
            yield after.at(field).says(
                M("the record is on hold and {field} was altered", field=field),
                hint=M("restore {field}, or lift the hold first", field=field),
            )


def _left_what_is_held(before: Record, archive: Archive) -> bool:
    """Tell whether a hold of its volume or dossier of before is still in force."""
    found = holds(before, archive, datetime.date.max)
    return any(hold.source is not before for hold in found)


def _is_held(record: Record, archive: Archive | None) -> bool:
    """Tell whether a hold of its own, of its volume or of its dossier is in force."""
    return bool(holds(record, archive, datetime.date.max))
