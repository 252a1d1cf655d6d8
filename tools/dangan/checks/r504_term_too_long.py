"""A loan lasts longer than the regulation allows, or nobody said how long.

Why: without a day of return nobody is ever late, and nobody asks.
Fix: write until with a day in time; for more time, renew the loan.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import refusals, refused
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R504", scope="archive")
def term_too_long(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the agreed day of return with the rules."""
    for record, route, refusal in refusals(archive, ctx, "term"):
        yield refused(record, route, refusal)
