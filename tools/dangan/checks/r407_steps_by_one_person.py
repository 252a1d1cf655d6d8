"""One person took two steps of a process that different people take.

Why: whoever asks does not approve, and whoever destroys does not witness it. Where
one person does both, nobody has looked a second time.
Fix: have the step taken by somebody else; an office that has nobody else states a
waiver with its reason.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R407", scope="archive")
def steps_by_one_person(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for steps that the process keeps apart."""
    for record, fault in faults(archive, ctx, "same-person"):
        yield told(record, fault)
