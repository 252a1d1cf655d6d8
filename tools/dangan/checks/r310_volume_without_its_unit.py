"""A volume does not state what makes it one volume.

Why: the regulation says what belongs into one volume (a year, a customer). Without
that nobody can tell whether an item is in the right one.
Fix: write the field.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R310", scope="archive")
def volume_without_its_unit(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Ask for the fields of the unit."""
    for volume, fault in unit_faults(archive, ctx, "unstated"):
        yield volume.at(fault.pointer).says(
            M("the volume does not state its {field}", field=fault.field),
            hint=M("write {field}", field=fault.field),
            rule=fault.rule,
        )
