"""A field is filled that must be empty here.

Why: the regulation keeps this content out of the record, for instance because the
matter is confidential.
Fix: take the field out.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._fields import advice, breaches_of
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R222", scope="record")
def field_forbidden(record: Record, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules of the regulation."""
    for found in breaches_of(record, ctx, "forbidden"):
        yield record.at(found.pointer).says(
            M("{field} must not be filled here", field=found.field),
            hint=advice(found) or M("take {field} out", field=found.field),
            rule=found.rule,
        )
