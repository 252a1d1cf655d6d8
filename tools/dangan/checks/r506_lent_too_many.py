"""A borrower has more records out than the regulation allows.

Why: whoever has many has none in sight.
Fix: have some returned first.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import refusals, refused
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R506", scope="archive")
def lent_too_many(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Count what each borrower had out on the day of the loan."""
    for record, route, refusal in refusals(archive, ctx, "many"):
        yield refused(record, route, refusal)
