"""A recorded event was altered or removed.

Why: events are what happened. They are only ever added: a correction is a new
event that says what was wrong.
Fix: restore the events as they were and add the correction below them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R806", scope="change", waivable=False, needs=())
def event_rewritten(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the events that were there with the first ones now."""
    before, after = change.before, change.after
    if before is None or after is None or after.is_tombstone or before.is_draft:
        return
    old, new = before.get("events") or [], after.get("events") or []
    if not isinstance(old, list) or not isinstance(new, list):
        return
    for index, event in enumerate(old):
        if index >= len(new) or new[index] != event:
            kept = index < len(new)
            fact = M("event {n} was altered", n=index + 1)
            gone = M("event {n} was removed", n=index + 1)
            yield after.at(("events", index) if kept else ("events",)).says(
                fact if kept else gone,
                hint=M("restore it, and add a correction as a new event"),
            )
            return
