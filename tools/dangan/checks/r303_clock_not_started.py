"""The date that starts the retention period is missing.

Why: the period runs from a date, and without it it never ends. For a file that
is still open that is in order for a while; for a closed one it is a gap.
Fix: write the date when the matter has ended. A class whose period may wait
says open_ended: true in the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._retention import clock_fields, not_computable
from dangan.model.finding import Draft, Severity
from dangan.model.message import M
from dangan.model.record import Record


@check("R303", scope="record", severity=Severity.WARNING)
def clock_not_started(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look for periods whose starting fields are all missing."""
    fields = clock_fields(record, ctx)
    if not fields or any(record.get(field) is not None for field in fields):
        return
    if not_computable(record, ctx) is not None:
        yield record.at("retention").says(
            M("the period starts from {field}, which is missing", field=fields[0]),
            hint=M("write {field} when the matter has ended", field=fields[0]),
        )
