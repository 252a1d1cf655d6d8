"""Page numbers of a volume do not run on.

Why: pages numbered 1 to n without gap or repeat prove that nothing was taken out
and nothing put in.
Fix: correct the numbers in the contents, or the page counts of the items.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._page_texts import fact, fix
from dangan.checks._volumes import page_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R340", scope="archive")
def page_numbers_do_not_run_on(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare stated numbers with the page counts."""
    for volume, fault in page_faults(archive, ctx):
        if fault.kind not in {"uncounted", "total"}:
            yield volume.at(fault.pointer).says(
                fact(fault), hint=fix(fault), clauses=fault.clauses
            )
