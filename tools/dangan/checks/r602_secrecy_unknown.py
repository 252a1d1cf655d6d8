"""A secrecy level is not one of the regulation.

Why: nobody can tell whether an unknown level is above or below another, so it
counts as the highest; a misspelt level would hide the record or, worse, show it.
Fix: write one of the levels of the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.secrecy import levels


@check("R602", scope="record", drafts=True)
def secrecy_unknown(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare the stated level with those of the regulation."""
    policy = ctx.policies.for_record(record)
    stated = record.get("secrecy.level")
    if policy is None or stated is None:
        return
    known = [level.code for level in levels(policy)]
    if stated not in known:
        yield record.at("secrecy.level").says(
            M("the secrecy level is not one of the regulation"),
            hint=M("write one of: {levels}", levels=", ".join(known)),
        )
