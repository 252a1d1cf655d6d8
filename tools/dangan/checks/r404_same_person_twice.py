"""One person took two steps that different people take.

Why: whoever asks does not approve, and whoever destroys does not witness it.
Where one person does both, nobody has looked a second time.
Fix: write the person who really took the step; if it was one person, have the
step taken again by another one.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._steps import order_faults
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R404", scope="record")
def same_person_twice(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look for steps that the regulation keeps apart."""
    for fault in order_faults(record, ctx):
        if fault.kind == "same-person":
            yield record.at(fault.pointer).says(
                M("the person of {step} took another step already", step=fault.about),
                hint=M("have the step taken by another person and record that"),
                related=(record.at(fault.related),) if fault.related else (),
                clauses=fault.clauses,
            )
