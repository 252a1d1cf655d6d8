"""A field is empty and nobody says why.

Why: an empty field can mean unknown, not applicable or forgotten. The regulation
wants the value or the reason.
Fix: write the field, or a line of not_stated with the reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._fields import advice, breaches_of
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R221", scope="record")
def field_unexplained(record: Record, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules of the regulation."""
    for found in breaches_of(record, ctx, "unexplained"):
        yield record.at(found.pointer).says(
            M("{field} is empty without a reason", field=found.field),
            hint=advice(found)
            or M(
                "write {field}, or add it to not_stated with a reason",
                field=found.field,
            ),
            rule=found.rule,
        )
