"""A retention class is not one of the regulation.

Why: nobody can tell how long an unknown class is kept, so the record would be
kept for ever without anybody having decided it.
Fix: write one of the classes of the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R302", scope="record")
def retention_unknown(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare the class with those declared, also where a period is still open."""
    policy = ctx.policies.for_record(record)
    stated = record.get("retention.class")
    if policy is None or stated is None:
        return
    waiting = [rule for rule in policy.blocked if rule.section == "retention_classes"]
    known = [rule.id for rule in (*policy.rules("retention_classes"), *waiting)]
    if stated not in known:
        yield record.at("retention.class").says(
            M("the retention class is not one of the regulation"),
            hint=M("write one of: {classes}", classes=", ".join(known)),
        )
