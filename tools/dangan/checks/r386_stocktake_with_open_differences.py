"""A stocktake was closed with differences that nobody explained.

Why: what is missing, misplaced or there without being expected is followed up
number by number; two people sign that it was.
Fix: write what became of it below explained, with what is done about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import standings
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.stocktaking import compare


@check("R386", scope="archive")
def stocktake_with_open_differences(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at the reports of the stocktakes that are closed."""
    for record, found in standings(archive, ctx):
        is_closed = found.ended and found.last("cancel") is None
        if "expected" not in record.data or not is_closed:
            continue
        for row in compare(record, archive).unexplained:
            yield record.at(row.pointer or "counts").says(
                M("{number}: {state}", number=row.number, state=row.state),
                hint=M("explain it below explained"),
                clauses=found.process.clauses,
            )
