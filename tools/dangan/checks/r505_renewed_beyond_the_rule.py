"""A loan was renewed more often or for longer than the regulation allows.

Why: a loan that is renewed again and again is a transfer that nobody decided.
Fix: have the record returned, or lend it anew with a new approval.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import renewals
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R505", scope="archive")
def renewed_beyond_the_rule(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Count the renewals of each loan and their days."""
    for record, found in renewals(archive, ctx):
        hint = M("have it returned: dangan return {n}", n=record.name)
        yield record.at(found.pointer).says(
            found.message, hint=hint, clauses=found.clauses
        )
