"""A loan is of a record that was destroyed.

Why: what was destroyed cannot be out. Either the loan was never ended or the
destruction did not happen as written.
Fix: enter how the loan ended, and when, before the day of the destruction.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import refusals, refused
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R507", scope="archive")
def loan_of_destroyed_record(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for loans whose record is only a stub."""
    for record, route, refusal in refusals(archive, ctx, "gone"):
        yield refused(record, route, refusal)
