"""What is missing is owed later than before, and nobody says why.

Why: an entry past its date is asked for. Whoever moves the date makes the reminder
go away, and the material stays missing.
Fix: say in the entry's reason why it takes longer, or restore the date.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft, Severity
from dangan.model.json import JsonObject
from dangan.model.message import M


@check("R819", scope="change", severity=Severity.WARNING)
def missing_postponed(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the days and reasons of the missing materials before and after."""
    before, after = change.before, change.after
    if before is None or after is None or before.is_draft or after.is_tombstone:
        return
    old = [entry for _, entry in before.each("missing")]
    for route, entry in after.each("missing"):
        twins = [one for one in old if _same(one, entry)]
        due, days = entry.get("due"), [str(one.get("due") or "") for one in twins]
        if not twins or not due or str(due) <= max(days):
            continue
        if entry.get("reason") in {one.get("reason") for one in twins}:
            yield after.at((*route, "due")).says(
                M("it was owed by {day} before this change", day=max(days)),
                hint=M("say in reason why it takes longer, or restore the date"),
            )


def _same(one: JsonObject, other: JsonObject) -> bool:
    return all(one.get(key) == other.get(key) for key in ("kind", "title"))
