"""A new date of something past lies in the future.

Why: an event is what has happened, and so are the days on which something was
formed, received, filed, opened or closed. A date after today is a slip of the pen,
or an approval that was written before it was given.
Fix: correct the date, or record it when it has happened.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.json import Json, Pointer, lookup
from dangan.model.message import M

#: Fields that say when something has happened, wherever they stand.
_PAST = frozenset(
    {
        "closed_on",
        "destroyed_on",
        "filed_on",
        "formed_on",
        "given_on",
        "handed_over_on",
        "happened_on",
        "joined_on",
        "opened_on",
        "received_on",
        "reported_on",
        "signed_on",
        "submitted_on",
    }
)


@check("R813", scope="change")
def date_in_future(
    change: Change, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare new dates of what has happened with the day of the change."""
    after, today = change.after, as_of.isoformat()
    if after is None:
        return
    judged = change.before is not None and not change.before.is_draft
    old = change.before.data if judged and change.before else {}
    known = old.get("events") or ()
    for route, event in after.each("events"):
        day = event.get("on")
        if event not in known and isinstance(day, str) and day > today:
            yield after.at((*route, "on")).says(
                M("the event is dated after today ({today})", today=today),
                hint=M("correct the date, or record the event when it has happened"),
            )
    for route, day in _past(after.data, ()):
        if day > today and lookup(old, route) != day:
            yield after.at(route).says(
                M("{field} is after today ({today})", field=route[-1], today=today),
                hint=M("correct the date, or write it when it has happened"),
            )


def _past(node: Json, way: Pointer) -> Iterator[tuple[Pointer, str]]:
    """Yield the dates of what has happened; partial ones count from their first day."""
    if isinstance(node, dict):
        for key, value in node.items():
            if key in _PAST and isinstance(value, str):
                yield (*way, key), value
            else:
                yield from _past(value, (*way, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _past(value, (*way, index))
