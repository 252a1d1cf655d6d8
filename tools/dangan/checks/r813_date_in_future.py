"""A new event lies in the future.

Why: an event is what has happened. A date after today is a slip of the pen, or
an approval that was written before it was given.
Fix: correct the date, or record the event when it has happened.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R813", scope="change")
def date_in_future(
    change: Change, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the dates of new events with the day of the change."""
    after = change.after
    old = change.before.get("events") if change.before else ()
    for route, event in after.each("events") if after else ():
        day = event.get("on")
        if event in (old or ()) or not isinstance(day, str):
            continue
        if after and day > as_of.isoformat():
            yield after.at((*route, "on")).says(
                M("the event is dated after today ({today})", today=as_of.isoformat()),
                hint=M("correct the date, or record the event when it has happened"),
            )
