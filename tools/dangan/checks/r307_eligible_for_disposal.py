"""The retention period of a record is over.

Why: records are neither destroyed by themselves nor kept by forgetting. When a
period ends somebody appraises the record: keep it longer, or put it on a
destruction register.
Fix: have it appraised; record the result as an event reappraised with the new
class, or propose it for destruction.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._retention import dispositions
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M


@check("R307", scope="archive", tier="watch", severity=Severity.INFO)
def eligible_for_disposal(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Ask for the disposition of each record on the day."""
    for record, found in dispositions(archive, ctx, as_of, "eligible"):
        cited = dict.fromkeys(r.clause for r in found.because if r.clause)
        yield record.at("retention").says(
            M("the period is over since {day}", day=str(found.eligible_from)),
            hint=M("have it appraised: dangan why {number}", number=record.name),
            clauses=tuple(cited),
        )
