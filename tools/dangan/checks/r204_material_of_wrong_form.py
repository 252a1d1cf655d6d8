"""A material is an original where a copy belongs, or the reverse.

Why: the original of a contract has its place elsewhere; a photocopy does not prove
what an original proves.
Fix: exchange it, or correct form.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._materials import expected, place
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R204", scope="archive")
def material_of_wrong_form(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the form of each material."""
    for record, line in expected(archive, ctx, "wrong-form"):
        yield place(record, line).says(
            M("{kind} is not in the form that belongs here", kind=line.name),
            hint=M("exchange it, or correct form of {kind}", kind=line.kind),
            clauses=line.clauses,
        )
