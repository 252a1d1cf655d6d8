"""A material has too few or too many copies or pages.

Why: complete means: all kinds, all copies, all pages of each document.
Fix: complete it, correct the count, or add a line of missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._materials import expected, place
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R203", scope="archive")
def too_few_copies_or_pages(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare copies and pages with what is expected."""
    for record, line in expected(archive, ctx, "short"):
        yield place(record, line).says(
            M("copies or pages of {kind} are not as expected", kind=line.name),
            hint=M("correct the count, or add {kind} to missing", kind=line.kind),
            clauses=line.clauses,
        )
