"""A step of a process was taken that was not its turn.

Why: the regulation says what comes after what: nothing is lent before it is
approved, and nothing happens after the process has ended.
Fix: record the step that was left out, with its own date, or take the entry out of
the draft; dangan why shows what comes next.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity

#: Effects that cannot be undone by a later entry: out of the house, or gone.
_FINAL = frozenset({"out", "gone"})


@check("R405", scope="archive")
def step_out_of_process(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Replay the events of each process in their order.

    A regulation that merely allows to lend (``may``) still means what it puts
    before it: what is given away or destroyed out of order is always an error.
    """
    for record, fault in faults(archive, ctx, "order", "backdated"):
        draft = told(record, fault)
        is_final = fault.step.effect in _FINAL
        yield replace(draft, weight=Severity.ERROR.name) if is_final else draft
