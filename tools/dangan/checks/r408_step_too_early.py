"""A step was taken before its waiting time was over.

Why: the regulation lets time pass between two steps, so that somebody can object.
Fix: wait until the day that is named; a step that was taken too early is recorded
as cancelled and taken again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R408", scope="archive")
def step_too_early(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the day of each event with the wait of its step."""
    for record, fault in faults(archive, ctx, "early"):
        yield told(record, fault)
