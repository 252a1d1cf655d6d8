"""The secrecy of a record was lowered without an approval.

Why: what was once shown cannot be hidden again. Somebody who may decide that
must have decided it, and the record says who and why.
Fix: add an event secrecy_changed with level, on, by, as and reason, or restore
the level.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._added import added_events
from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.secrecy import levels, secrecy

#: What makes an event an approval: R401 then looks whether the role was held.
_APPROVAL = ("on", "by", "as", "reason")


@check("R807", scope="change", waivable=False)
def secrecy_lowered(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the ranks of the levels before and after."""
    before, after = change.before, change.after
    if before is None or after is None or before.is_draft:
        return
    old, new = _rank(before, ctx.base, ctx), _rank(after, ctx.archive, ctx)
    level = after.get("secrecy.level")
    approved = any(
        event.get("level") == level and all(event.get(key) for key in _APPROVAL)
        for event in added_events(change, "secrecy_changed")
    )
    if new < old and not approved:
        yield after.at("secrecy.level").says(
            M("secrecy is lower than before and nobody approved it"),
            hint=M("add an event secrecy_changed with level, on, by, as and reason"),
        )


def _rank(record: Record, archive: Archive | None, ctx: Context) -> int:
    """Return the rank of what is stated, or of what binds where nothing is.

    What no regulation knows is highest.
    """
    policy = ctx.policies.for_record(record)
    stated = record.get("secrecy.level")
    if stated is None and policy and archive:
        return secrecy(record, policy, archive).level.rank
    ranks = {level.code: level.rank for level in levels(policy)} if policy else {}
    return ranks.get(str(stated), max(ranks.values(), default=0))
