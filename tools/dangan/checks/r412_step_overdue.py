"""A step of a process is overdue: a loan not returned, a visit not made.

Why: the day was agreed, or the regulation gives it. Whoever is late is asked.
Fix: take the step and record it (dangan return), or agree on a new day (dangan
renew); dangan due lists everything that is owed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import standings
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.process import dues


@check("R412", scope="archive", tier="watch")
def step_overdue(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the open steps of each process with the day."""
    for record, found in standings(archive, ctx, as_of):
        for due in dues(record, found, as_of):
            if due.state == "overdue":
                yield record.at("events").says(
                    M("{what} was due on {day}", what=due.what, day=str(due.due_on)),
                    hint=M("do it and record the date: dangan why {n}", n=record.name),
                    clauses=due.clauses,
                )
