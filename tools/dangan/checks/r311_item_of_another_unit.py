"""An item does not belong to the unit of its volume.

Why: a volume of one customer with a paper of another one is searched by nobody
who needs that paper.
Fix: correct the field of the item, or move the item to its own volume.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R311", scope="archive")
def item_of_another_unit(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare each item with its volume."""
    for volume, fault in unit_faults(archive, ctx, "foreign", "unsaid"):
        yield volume.at(fault.pointer).says(
            M("the item here has another {field} than its volume", field=fault.field),
            hint=M(
                "correct {field} of the item, or move it to its own volume",
                field=fault.field,
            ),
            rule=fault.rule,
        )
