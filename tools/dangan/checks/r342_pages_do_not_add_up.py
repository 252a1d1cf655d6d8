"""The pages of a volume do not add up.

Why: the sum of the pages of all items is the number on the last page. If the cover
says something else, a paper is missing or was counted wrongly.
Fix: count again and correct the volume or the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._page_texts import fact, fix
from dangan.checks._volumes import page_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R342", scope="archive")
def pages_do_not_add_up(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the stated total with the sum."""
    for volume, fault in page_faults(archive, ctx):
        if fault.kind == "total":
            yield volume.at(fault.pointer).says(
                fact(fault), hint=fix(fault), clauses=fault.clauses
            )
