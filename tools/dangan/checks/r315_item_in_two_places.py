"""An item is in two volumes, or twice in one.

Why: a paper lies in one place. Two entries mean that one of them is wrong, or that
a copy was entered as the original.
Fix: take it out of one of them; enter a copy as a record of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import other_volume, unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R315", scope="archive")
def item_in_two_places(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for items that are listed again."""
    for volume, fault in unit_faults(archive, ctx, "twice"):
        yield volume.at(fault.pointer).says(
            M("the item here is listed a second time"),
            hint=other_volume(fault),
            rule=fault.rule,
        )
