"""A filed record lacks a required material, and nobody owes it.

Why: a file may be incomplete for good reasons. But then its list of what is missing
says what, who owes it, until when and why.
Fix: enter the material, or a line of missing (kind, owed_by, due, reason).
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._materials import expected, place
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R201", scope="archive")
def required_material_missing(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for required materials that are neither there nor owed."""
    for record, line in expected(archive, ctx, "missing"):
        if line.need == "required":
            yield place(record, line).says(
                M("the material {kind} is missing", kind=line.name),
                hint=M(
                    "enter it, or add {kind} to missing: owed_by, due, reason",
                    kind=line.kind,
                ),
                clauses=line.clauses,
            )
