"""A record was lent while a hold or a running process forbids it.

Why: what is frozen for a dispute, listed for destruction or being counted in a
stocktake stays where it is.
Fix: enter the return, or lift the hold or end the process first.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import refusals, refused
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R502", scope="archive")
def lent_while_blocked(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at what rested on the record on the day of the loan."""
    for record, route, refusal in refusals(archive, ctx, "blocked"):
        yield refused(record, route, refusal)
