"""Something was due and is not done.

Why: the regulation gives a day, by which somebody owes something. After that
day it is overdue, and the report says who owes it.
Fix: do it and record the date; dangan due lists everything that is owed.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._deadlines import deadlines
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R351", scope="archive", tier="watch")
def deadline_missed(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare each deadline of each record with the day."""
    for record, due in deadlines(archive, ctx, as_of, "overdue"):
        yield record.at(due.pointer).says(
            M("{what} was due on {day}", what=due.what, day=str(due.due_on)),
            hint=M("do it and record the date: dangan why {n}", n=record.name),
            clauses=due.clauses,
        )
