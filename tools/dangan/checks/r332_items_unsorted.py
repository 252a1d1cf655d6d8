"""A volume is not sorted as the regulation says.

Why: where no rule puts one paper before another, a fixed order (date, then number)
lets everybody find a paper without the list.
Fix: change the order of the contents; dangan why shows the right one.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import disorder
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R332", scope="archive")
def items_unsorted(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare how the volume lies with the order of the rules."""
    for volume, found in disorder(archive, ctx, "unsorted"):
        yield volume.at(found.entry.pointer).says(
            M("{other} must stand here", other=found.other.item.name),
            hint=M(
                "sort the contents; dangan why {volume} shows the order",
                volume=volume.name,
            ),
            related=(volume.at(found.other.pointer),),
            clauses=found.clauses,
        )
