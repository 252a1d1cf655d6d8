"""A step was taken although something rested on the record.

Why: a hold, an open loan, a destruction register or a stocktake must be over
before; that is looked at on the day of the step and not only when it was asked for.
Fix: end what rests on the record first, then take the step again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R413", scope="archive")
def step_while_blocked(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare each step with what must not rest on its subjects that day."""
    for record, fault in faults(archive, ctx, "clogged"):
        yield told(record, fault)
