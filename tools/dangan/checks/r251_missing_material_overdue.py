"""A missing material was due and has not come.

Why: a gap is accepted until a day. After it somebody has to ask, or the gap
stays for ever.
Fix: get the material, or agree on a new day and write it with the reason.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft, Severity
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.completeness import materials, owed
from dangan.rules.vocabulary import declared


@check("R251", scope="record", tier="watch", severity=Severity.WARNING)
def missing_material_overdue(
    record: Record, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the days of the missing list with today."""
    policy = ctx.policies.for_record(record)
    expected = materials(record, policy, ctx.archive).expected if policy else ()
    lines = {line.kind: line for line in expected}
    labels = declared("materials", None, policy, ctx.holding)
    for entry in owed(record, as_of):
        if entry.overdue:
            line = lines.get(entry.kind)
            yield record.at(entry.pointer).says(
                M(
                    "{kind} was due on {day}",
                    kind=line.name if line else labels.get(entry.kind) or entry.kind,
                    day=entry.due,
                ),
                hint=M("get it, or write a new day with the reason"),
                clauses=line.clauses if line else (),
            )
