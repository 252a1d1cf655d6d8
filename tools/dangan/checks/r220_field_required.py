"""A field that the regulation requires is missing.

Why: the regulation says what must be entered; what is not entered at once is not
known later.
Fix: write the field.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._fields import advice, breaches_of
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R220", scope="record")
def field_required(record: Record, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules of the regulation."""
    for found in breaches_of(record, ctx, "missing"):
        yield record.at(found.pointer).says(
            M("{field} is missing", field=found.field),
            hint=advice(found) or M("write {field}", field=found.field),
            rule=found.rule,
        )
