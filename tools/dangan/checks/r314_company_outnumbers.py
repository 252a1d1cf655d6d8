"""In a volume of its own kind the company is the majority.

Why: a few other papers may stand with the most secret ones. Where they are more
than those, papers that many people need are locked away for a few.
Fix: move what does not depend on the secret papers to an ordinary volume.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dangan.checks._api import Context, check
from dangan.checks._volumes import unit_faults
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R314", scope="archive")
def company_outnumbers(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Count the company; the rule says how much it weighs."""
    for volume, fault in unit_faults(archive, ctx, "outnumbered"):
        draft = volume.at(fault.pointer).says(
            M("other papers outnumber those that form volumes of their own"),
            hint=M("move what can stand elsewhere to an ordinary volume"),
            clauses=fault.rule.clauses,
        )
        yield replace(draft, weight=str(fault.rule.data["outnumbered"]))
