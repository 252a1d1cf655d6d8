"""The end of the retention period cannot be computed.

Why: a date that is too vague for its rule, or a legal basis that nothing
declares, must not be taken for "never" or for "now".
Fix: make the date exact, or correct the trigger or the legal basis.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._retention import clock_fields, is_plain, not_computable
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R306", scope="record")
def retention_not_computable(record: Record, ctx: Context) -> Iterator[Draft]:
    """Pass on the reason, unless the clock has simply not started."""
    if is_plain(record, ctx):
        return
    fields = clock_fields(record, ctx)
    started = not fields or any(record.get(field) is not None for field in fields)
    problem = not_computable(record, ctx) if started else None
    if problem is not None:
        yield record.at("retention").says(
            M("the end of the period cannot be computed: {why}", why=problem),
            hint=M("correct the date, the trigger or the legal basis"),
        )
