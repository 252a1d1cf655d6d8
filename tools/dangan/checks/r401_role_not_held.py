"""An event was recorded by somebody who does not hold the role for it.

Why: the regulation, or the entry itself, says in which role the step is taken.
holding.yaml says who holds which role from when until when.
Fix: write the person who took the step, or add the role with its dates to that
person in records/holding.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._roles import unheld
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R401", scope="record")
def role_not_held(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look at steps kept for a role, and at entries that name one."""
    hint = M("write who took the step, or add the role in records/holding.yaml")
    found = unheld(record, ctx.policies.for_record(record), ctx.holding)
    for route, (fact, clauses) in found.items():
        yield record.at(route).says(fact, hint=hint, clauses=clauses)
