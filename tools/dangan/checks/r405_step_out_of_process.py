"""A step of a process was taken that was not its turn.

Why: the regulation says what comes after what: nothing is lent before it is
approved, and nothing happens after the process has ended.
Fix: record the step that was left out, with its own date, or take the entry out of
the draft; dangan why shows what comes next.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R405", scope="archive")
def step_out_of_process(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Replay the events of each process in their order."""
    for record, fault in faults(archive, ctx, "order", "backdated"):
        yield told(record, fault)
