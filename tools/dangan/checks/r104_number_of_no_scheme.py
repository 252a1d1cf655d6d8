"""A number does not follow the scheme of the regulation.

Why: a number tells where the record stands and when it came, and the next one
is counted from it. What is written differently is not found and not counted.
Fix: write the number as the scheme asks; what is written on an old label goes
to other_numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._numbering import options, reading
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.numbers import normalise


@check("R104", scope="record", tombstones=True)
def number_of_no_scheme(record: Record, ctx: Context) -> Iterator[Draft]:
    """Try every scheme; a number that only one of them could mean is the fix."""
    found = options(record, ctx)
    if not record.number or not found or reading(record, ctx) is not None:
        return
    meant = normalise(found, record.number).value
    ids = ", ".join(scheme.id for scheme in found)
    yield record.at("number").says(
        M("the number follows no scheme of the regulation ({schemes})", schemes=ids),
        hint=M('write number: "{number}"', number=meant)
        if meant
        else M("run dangan assign, and keep the old number under other_numbers"),
        clauses=tuple(clause for scheme in found for clause in scheme.clauses),
    )
