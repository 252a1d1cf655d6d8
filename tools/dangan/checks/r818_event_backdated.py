"""An event was entered long after its day, or before one that was there already.

Why: an approval with an old date can rest on a role that somebody held then, and
hides how late it was given. What happens is entered when it happens.
Fix: write the day on which it really happened; where it is entered late, say why in
the event's reason and have somebody else read it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.change import Change
from dangan.model.finding import Draft, Severity
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.dates import day
from dangan.rules.entering import enter_by


@check("R818", scope="change", severity=Severity.WARNING)
def event_backdated(
    change: Change, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the days of new events with those before them and with the change."""
    before, after = change.before, change.after
    if after is None or after.is_tombstone or not _is_looked_at(before, after, ctx):
        return
    old = [event for _, event in before.each("events")] if before else []
    latest = max((d for e in old if (d := day(e.get("on")))), default=None)
    policy = ctx.policies.for_record(after)
    for route, event in after.each("events"):
        on = day(event.get("on"))
        if on is None or int(route[1]) < len(old):
            continue
        until = enter_by(event.get("on"), policy, ctx.calendar)
        if latest and on < latest:
            fact = M("it is before the event of {day} that was there", day=str(latest))
        elif until and until < as_of:
            fact = M("it was to be entered by {day}", day=str(until))
        else:
            continue
        hint = M("write the day on which it happened, and why it is entered late")
        yield after.at((*route, "on")).says(fact, hint=hint)


def _is_looked_at(before: Record | None, after: Record, ctx: Context) -> bool:
    """Tell whether nothing excuses old days: a new record brings its past along.

    Not a register that comes with what it destroyed: nobody could object.
    """
    if before is not None:
        return not before.is_draft
    begins = ctx.base is None or not ctx.base.holding.document.data
    if begins or "subjects" not in after.data:
        return False
    found = (one for one in registers(ctx.archive, ctx) if one.record.id == after.id)
    return any(one.gone_on for one in found)
