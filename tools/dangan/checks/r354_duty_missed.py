"""A recurring duty was not done for a period.

Why: what is owed every month or year is easily forgotten when nobody asks. The
regulation names period, owner and day; a report of nothing counts where it may.
Fix: record the hand-over or report for the period; dangan due lists all of them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M, Message
from dangan.policy.policy import Policy
from dangan.rules.duties import Cell, matrix
from dangan.rules.naming import Names


@check("R354", scope="policy", tier="watch")
def duty_missed(policy: Policy, ctx: Context, as_of: datetime.date) -> Iterator[Draft]:
    """Look at the cells of the matrix whose day is over."""
    names = ctx.memo.once(
        ("names",), lambda: Names(ctx.holding, ctx.policies, ctx.types)
    )
    for cell in matrix(policy, ctx.archive, ctx.calendar, as_of):
        if cell.due.state != "overdue":
            continue
        record = ctx.archive.by_id.get(cell.due.record)
        place = (
            record.at()
            if record
            else ctx.holding.document.at("departments", on_key=True)
        )
        yield place.says(
            _told(cell, names),
            hint=M("record the hand-over or report of the period"),
            clauses=cell.rule.clauses,
        )


def _told(cell: Cell, names: Names) -> Message:
    """Say what was due; the record that the finding stands at is not repeated."""
    unit = names.unit(cell.unit, cell.due.record)
    gaps: dict[str, object] = {
        "what": cell.due.what,
        "period": cell.period or "…",
        "day": str(cell.due.due_on),
    }
    if unit:
        return M("{what} for {period} ({unit}) was due on {day}", unit=unit, **gaps)
    return M("{what} for {period} was due on {day}", **gaps)
