"""What a change adds to a record."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.model.change import Change
from dangan.model.json import JsonObject


def added_events(change: Change, kind: str) -> Iterator[JsonObject]:
    """Yield the events of a kind that were not there before the change."""
    if change.after is None:
        return
    old = [event for _, event in change.before.events(kind)] if change.before else []
    for _, event in change.after.events(kind):
        if event not in old:
            yield event
