"""Something was done too late and nobody says why.

Why: the regulation accepts a delay that is explained. Without the reason the
next inspection asks for it, and nobody remembers.
Fix: add reason: to the event that was late, or a line to not_stated.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._deadlines import deadlines
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.json import dotted
from dangan.model.message import M


@check("R353", scope="archive", tier="watch", severity=Severity.WARNING)
def late_without_reason(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look at what was late where the regulation asks for the reason."""
    for record, due in deadlines(archive, ctx, as_of, "late"):
        if not due.late_reason_needed:
            continue
        explained = {row.get("field") for _, row in record.each("not_stated")}
        in_event = record.get((*due.pointer[:-1], "reason")) if due.pointer else None
        if not in_event and dotted(due.pointer) not in explained:
            yield record.at(due.pointer).says(
                M(
                    "{what} was done after {day}",
                    what=due.what,
                    day=str(due.due_on),
                ),
                hint=M("add the reason"),
                clauses=due.clauses,
            )
