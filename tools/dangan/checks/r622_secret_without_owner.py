"""A trade secret does not name its owner.

Why: the mark of a trade secret says whose secret it is, how secret and for how long;
without an owner nobody can defend it.
Fix: write owner: holding, or the name of the owner.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.secrecy import lacks_owner


@check("R622", scope="record", needs=("R01", "R601", "R602"))
def secret_without_owner(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask trade secrets for their owner."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return
    rule = lacks_owner(record, policy)
    if rule is not None:
        yield record.at("secrecy").says(
            M("a trade secret names its owner"),
            hint=M("write owner: holding, or the name of the owner"),
            rule=rule,
        )
