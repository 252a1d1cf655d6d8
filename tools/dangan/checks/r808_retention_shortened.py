"""The retention of a record was shortened without an appraisal.

Why: with a shorter class, another trigger or an earlier date a record becomes
due for destruction sooner. Somebody must have appraised it, and the class it had
before stays on record.
Fix: add an event reappraised with by and reason, and write the former class
under retention: history.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._added import added_events
from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.model.record import Record
from dangan.rules.periods import add
from dangan.rules.retention import disposition
from dangan.rules.terms import NEVER, PERMANENT, class_term

_ONE_DAY = datetime.date.min


@check("R808", scope="change", waivable=False)
def retention_shortened(
    change: Change, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the day from which the record might go, before and after."""
    before, after = change.before, change.after
    if before is None or after is None or after.is_tombstone or before.is_draft:
        return
    if _bears_on(before) == _bears_on(after):
        return
    if any(event.get("by") for event in added_events(change, "reappraised")):
        return
    fact = _of_dates(before, after, ctx, as_of)
    if fact:
        yield after.at("retention").says(
            fact,
            hint=M(
                "add an event reappraised with by and reason, and keep the old class"
            ),
        )


def _of_dates(
    before: Record, after: Record, ctx: Context, as_of: datetime.date
) -> Message | None:
    """State that the end came nearer; where it is not known, that the class did."""
    old = _ends(before, ctx, ctx.base, as_of)
    new = _ends(after, ctx, ctx.archive, as_of)
    if old and new:
        fact = M(
            "the record might go on {new} instead of {old}", new=str(new), old=str(old)
        )
    else:
        old, new = _keeps(before, ctx), _keeps(after, ctx)
        fact = M("the new class keeps it for a shorter time")
    return fact if old and new and new < old else None


def _ends(
    record: Record, ctx: Context, archive: Archive | None, as_of: datetime.date
) -> datetime.date | None:
    """Return the first day it might go; the end of time if it is kept for ever.

    None where that is not known, or where the period has not begun to run.
    """
    policy = ctx.policies.for_record(record)
    if policy is None or archive is None:
        return None
    found = disposition(record, policy, as_of, archive)
    if found.problem:
        return None
    if found.eligible_from is None and found.state == "running":
        return None
    return found.eligible_from or datetime.date.max


def _keeps(record: Record, ctx: Context) -> datetime.date | None:
    """Return where its class would end if it began on one day for all classes."""
    policy = ctx.policies.for_record(record)
    name = class_term(record, policy, ctx.archive).id if policy else ""
    rule = policy.find("retention_classes", name) if policy and name else None
    if rule is None:
        return None
    keep = str(rule.data["keep"])
    return NEVER if keep == PERMANENT else add(_ONE_DAY, Period.parse(keep)).value


def _bears_on(record: Record) -> list[object]:
    """Return what of a record can move the end of its period."""
    keys = {"retention", "legal_basis", "class", "subject", "events", "relations"}
    rows = sorted(record.data.items())
    return [(k, v) for k, v in rows if k in keys or k.endswith("_on")]
