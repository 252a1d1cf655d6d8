"""A record lacks a material that is usually there, and nobody owes it.

Why: the regulation names the materials that make up the file; the list is not
closed and not every file has all of them, but each gap should be known.
Fix: enter the material, say nil: true with a reason, or add a line of missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._materials import expected, place
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M


@check("R202", scope="archive", severity=Severity.WARNING)
def expected_material_missing(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for expected materials that are neither there nor owed."""
    for record, line in expected(archive, ctx, "missing"):
        if line.need == "expected":
            yield place(record, line).says(
                M("the material {kind} is not there", kind=line.name),
                hint=M("enter it, or add {kind} to missing", kind=line.kind),
                clauses=line.clauses,
            )
