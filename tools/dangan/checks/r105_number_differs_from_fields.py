"""A number says something else than the fields it was made of.

Why: the year, class or department in a number come from the record. Where they
differ, one of the two is wrong. What counts is how the fields stood when the
number was given (assigned: fields:), so a later correction is no breach.
Fix: correct the field; or, if it was changed rightly after the number was
given, write under assigned: fields: what stood then.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._numbering import reading
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R105", scope="record", tombstones=True)
def number_differs_from_fields(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare the parts of the number with what stood, or with what is."""
    found = reading(record, ctx) if record.number else None
    if found is None:
        return
    base = found.stood or ({} if record.is_tombstone else found.now)
    for name, shown in found.shown.items():
        if base.get(name, shown) != shown:
            route = ("assigned", "fields", name) if found.stood else ("number",)
            yield record.at(route).says(
                M("{part} of the number is not that of the fields", part=name),
                hint=M("correct the field, or state under assigned what stood then"),
                clauses=found.scheme.clauses,
            )
