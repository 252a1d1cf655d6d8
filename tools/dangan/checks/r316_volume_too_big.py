"""A volume is larger than the regulation allows.

Why: a volume that is too thick cannot be bound, opened and kept without damage.
Fix: start a further volume of the same year and subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R316", scope="archive")
def volume_too_big(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare with the largest size."""
    for volume, fault in unit_faults(archive, ctx, "big"):
        yield volume.at(fault.pointer).says(
            M(
                "the volume has more {field} than the regulation allows",
                field=fault.field,
            ),
            hint=M("start a further volume of the same unit"),
            rule=fault.rule,
        )
