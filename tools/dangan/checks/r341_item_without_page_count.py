"""An item in a volume has no page count.

Why: without it the page numbers of the volume cannot be computed, and a page that
is lost later is missed by nobody.
Fix: count the pages that bear writing and write pages.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import page_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R341", scope="archive")
def item_without_page_count(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Ask for the page count of each item."""
    for volume, fault in page_faults(archive, ctx):
        if fault.kind == "uncounted":
            yield volume.at(fault.pointer).says(
                M("the item here has no page count"),
                hint=M("count the pages that bear writing and write them there"),
                clauses=fault.clauses,
            )
