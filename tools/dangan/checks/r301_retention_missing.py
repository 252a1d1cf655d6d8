"""A record has no retention class, and no rule gives it one.

Why: what has no class is never due, and nobody notices; or somebody decides by
feeling. Every record is kept for a period that is written down.
Fix: write retention: {class: …} with a class of the regulation.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.words import applying


@check("R301", scope="record")
def retention_missing(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask for the class, stated or by schedule."""
    policy = ctx.policies.for_record(record)
    kind = ctx.types.get(record.type)
    if record.get("retention.class"):
        return
    if policy is None or kind is None or ("retention",) not in kind.fields:
        return
    schedule = applying(policy, "retention", record.data)
    if not any(rule.data.get("class") for rule in schedule):
        known = ", ".join(rule.id for rule in policy.rules("retention_classes"))
        yield record.at("retention").says(
            M("no retention class is stated and no schedule gives one"),
            hint=M(
                "write retention: {{class: …}} with one of: {classes}", classes=known
            ),
        )
