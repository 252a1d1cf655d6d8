"""A step lacks what the regulation asks to be written down.

Why: a return without a word on the condition, a loan without a day of return or a
refusal without a reason prove nothing later.
Fix: add the field that is named to the event or to the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R409", scope="archive")
def step_without_evidence(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for the fields that each step needs."""
    for record, fault in faults(archive, ctx, "bare"):
        yield told(record, fault)
