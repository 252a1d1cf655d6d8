"""Two fields of a record contradict each other.

Why: a file that was closed before it was opened, or counts that do not add up: one
of the two is wrong.
Fix: correct the wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._fields import advice, breaches_of
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R224", scope="record")
def fields_disagree(record: Record, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules of the regulation."""
    for found in breaches_of(record, ctx, "disagrees"):
        yield record.at(found.pointer).says(
            M(
                "{field} does not fit the other fields ({relation})",
                field=found.field,
                relation=found.relation,
            ),
            hint=advice(found)
            or M("correct {field} or what it is compared with", field=found.field),
            rule=found.rule,
        )
