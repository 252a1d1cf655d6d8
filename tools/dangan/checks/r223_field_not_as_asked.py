"""A field is not written as the regulation asks.

Why: one form for everybody: full names, whole dates, values of the list.
Fix: write it as the regulation says.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._advice import advice
from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.fieldrules import breaches


@check("R223", scope="record")
def field_not_as_asked(record: Record, ctx: Context) -> Iterator[Draft]:
    """Apply the field rules of the regulation."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    for found in breaches(record, policy):
        if found.kind == "malformed":
            yield record.at(found.pointer).says(
                M("{field} is not written as the regulation asks", field=found.field),
                hint=advice(found)
                or M("write {field} as the clause says", field=found.field),
                rule=found.rule,
            )
