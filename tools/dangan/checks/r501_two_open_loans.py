"""A record was lent while it was out already.

Why: one original is in one hand. A second loan means that somebody passed the record
on, or that its return was never entered.
Fix: enter the return of the first loan with its date: dangan return.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import refusals, refused
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R501", scope="archive")
def two_open_loans(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the days of all loans of a record."""
    for record, route, refusal in refusals(archive, ctx, "out"):
        yield refused(record, route, refusal)
