"""A waiver covers nothing.

Why: what it covered was mended, and the waiver would hide the same mistake the
next time.
Fix: remove the waiver.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._runner import Run
from dangan.model.finding import Draft, Severity
from dangan.model.message import M


@check("R914", scope="outcome", tier="watch", severity=Severity.WARNING)
def waiver_unused(run: Run, ctx: Context) -> Iterator[Draft]:
    """Compare the waivers with what was waived, as far as it was looked for."""
    covered = {(found.path, found.code) for found in run.findings if found.waived}
    looked_for = {c.code for c in run.checks if c.waivable and c.scope != "change"}
    for record in ctx.archive.records:
        for route, waiver in record.each("waivers"):
            code = str(waiver.get("code"))
            if code in looked_for and (record.path, code) not in covered:
                yield record.at(route).says(
                    M("the waiver of {code} covers nothing", code=code),
                    hint=M("remove the waiver"),
                )
