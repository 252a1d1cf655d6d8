"""A deadline cannot be computed.

Why: a date is unreadable or too vague, or the working days of a year are not
announced yet. That is neither due nor fine, so it is said.
Fix: make the date exact; for working days wait for the notice of the State
Council or install a newer dangan.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._deadlines import deadlines
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M


@check("R352", scope="archive", tier="watch", severity=Severity.WARNING)
def deadline_unknown(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look for deadlines without a day."""
    for record, due in deadlines(archive, ctx, as_of, "unknown"):
        if due.problem:
            yield record.at(due.pointer).says(
                M(
                    "{what}: no day can be told: {why}",
                    what=due.what,
                    why=due.problem,
                ),
                hint=M("make the date exact"),
                clauses=due.clauses,
            )
