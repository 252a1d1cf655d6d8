"""What an inspection found is not remedied in time.

Why: a finding without a remedy is only a note that somebody knew. The day was
agreed on in the inspection.
Fix: remedy it and record the day: dangan inspect remedy; then close the inspection.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.inspection import remedies


@check("R382", scope="archive", tier="watch")
def remedy_overdue(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look at the findings of all inspections on the day."""
    for record in archive.records:
        for one in remedies(record, as_of) if "results" in record.data else ():
            if one.state == "overdue":
                yield record.at((*one.pointer, "due")).says(
                    M("it was to be remedied by {day}", day=one.due),
                    hint=M("remedy it and write remedied_on and remedied_by"),
                )
