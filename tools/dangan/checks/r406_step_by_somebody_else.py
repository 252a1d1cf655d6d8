"""A step of a process was taken by somebody who may not take it.

Why: the regulation says who asks, who approves and who carries out. holding.yaml
says who held which role on that day.
Fix: write who really took the step, or add the role with its dates to that person
in records/holding.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import faults, told
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R406", scope="archive")
def step_by_somebody_else(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the person of each event with those who may take its step."""
    for record, fault in faults(archive, ctx, "person"):
        yield told(record, fault)
