"""Items of different value are in one volume.

Why: a volume is kept or destroyed as a whole. With different retention classes in
it either too much is kept or something is destroyed too early.
Fix: move the item to a volume of its own class, or correct the class.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R312", scope="archive")
def different_values_in_one_volume(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for items whose value departs from that of the volume."""
    for volume, fault in unit_faults(archive, ctx, "mixed"):
        yield volume.at(fault.pointer).says(
            M(
                "{field} of the item here is another than that of the volume",
                field=fault.field,
            ),
            hint=M("move the item to a volume of its own {field}", field=fault.field),
            rule=fault.rule,
        )
