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
from dangan.model.message import M, Message
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
            hint=_hint(record, ctx, known=bool(fields)),
        )


def _hint(record: Record, ctx: Context, *, known: bool) -> Message:
    """Return the line to write where nothing says what starts the period."""
    kind = ctx.types.get(record.type)
    triggers = kind.names("triggers") if kind else ()
    lines = tuple(f"retention.trigger: {one}" for one in triggers)
    if known or not lines:
        return M("correct the date, the trigger or the legal basis")
    return M("write one of: {lines}", lines=lines)
