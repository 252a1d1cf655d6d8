"""A record was lent that the regulation does not lend, or not in this form.

Why: some records are never lent, some are only read in the reading room or lent as a
copy, depending on what they are and who asks.
Fix: enter the return and lend what the rule allows: a copy, or a consultation.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import refusals, refused
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R503", scope="archive")
def lent_against_the_rule(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Ask the loan rules about each loan."""
    for record, route, refusal in refusals(archive, ctx, "form", "place"):
        yield refused(record, route, refusal)
