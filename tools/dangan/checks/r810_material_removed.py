"""A material disappeared from a record.

Why: what was received is there, is destroyed in order, or is lost and owed. A
line that is simply deleted hides a loss.
Fix: restore the line, or add the material to missing: with who owes it, until
when and why.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.json import JsonObject, dotted
from dangan.model.message import M


@check("R810", scope="change")
def material_removed(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the materials before and after, kind by kind."""
    before, after = change.before, change.after
    if before is None or after is None or after.is_tombstone or before.is_draft:
        return
    left = [entry for _, entry in after.each("materials")]
    owed = [entry.get("kind") for _, entry in after.each("missing")]
    for route, entry in before.each("materials"):
        twin = next((row for row in left if _same(row, entry)), None)
        if twin is not None:
            left.remove(twin)
        elif entry.get("kind") not in owed and not entry.get("nil"):
            yield after.at("materials", on_key=True).says(
                M("{entry} was removed", entry=dotted(route)),
                hint=M("restore it, or add it to missing with who owes it and why"),
            )


def _same(row: JsonObject, entry: JsonObject) -> bool:
    return all(row.get(key) == entry.get(key) for key in ("kind", "title", "form"))
