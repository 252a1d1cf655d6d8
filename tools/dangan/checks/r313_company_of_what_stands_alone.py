"""What forms volumes of its own has company without a reason.

Why: the most secret papers form volumes of their own. A few others may stand with
them only if a relation says how they belong together and why.
Fix: add a relation with a reason to the item it belongs to, or move the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R313", scope="archive")
def company_of_what_stands_alone(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for company without a recorded reason."""
    for volume, fault in unit_faults(archive, ctx, "company"):
        yield volume.at(fault.pointer).says(
            M("the item here stands with papers that form volumes of their own"),
            hint=M("add a relation to one of them with a reason, or move the item"),
            rule=fault.rule,
        )
