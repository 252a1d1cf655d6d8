"""A field is not written as the regulation asks.

Why: one form for everybody: full names, whole dates, values of the list.
Fix: write it as the regulation says.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._fields import advice, breaches_of, shown
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R223", scope="record")
def field_not_as_asked(record: Record, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules of the regulation."""
    for found in breaches_of(record, ctx, "malformed"):
        fact = M("{field} is not written as the regulation asks", field=found.field)
        value = shown(record, found, ctx)
        if value:
            fact = M(
                "{field} is {value}, which is not as the regulation asks",
                field=found.field,
                value=value,
            )
        yield record.at(found.pointer).says(
            fact,
            hint=advice(found)
            or M("write {field} as the clause says", field=found.field),
            rule=found.rule,
        )
