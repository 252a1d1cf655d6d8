"""A record states no secrecy level and no rule gives one.

Why: a level that is missing counts as the highest, so nobody finds the record;
and whoever prints it does not know what to print on it.
Fix: write secrecy: {level: …} with a level of the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.secrecy import levels, secrecy


@check("R601", scope="record", drafts=True)
def secrecy_missing(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask for the level that binds."""
    policy = ctx.policies.for_record(record)
    if policy is None or record.get("secrecy.level") is not None:
        return
    if secrecy(record, policy, ctx.archive).problem:
        known = ", ".join(level.code for level in levels(policy))
        yield record.at("secrecy").says(
            M("no secrecy level is stated and the regulation gives none"),
            hint=M("write secrecy: {{level: …}} with one of: {levels}", levels=known),
        )
