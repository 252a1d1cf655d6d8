"""A file holds a material that its closed list does not name.

Why: a closed list says what belongs into the file; anything else belongs
elsewhere and is not found here.
Fix: move the material, or correct its kind.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._materials import complete
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R205", scope="archive")
def material_not_allowed(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for kinds outside of a closed list."""
    for _, found in complete(archive, ctx):
        for piece in found.surplus:
            yield piece.record.at(piece.pointer).says(
                M("{kind} is not on the closed list of this file", kind=piece.kind),
                hint=M("move it to where it belongs, or correct kind"),
                clauses=found.closed_by,
            )
