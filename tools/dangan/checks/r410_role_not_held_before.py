"""A step rests on a role that the same change gives to its person.

Why: who may approve is decided by the holding.yaml that was in force before, not
by the one that comes with the approval; otherwise anybody could appoint himself.
Fix: have the change of records/holding.yaml accepted first, on its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import told
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.record import Record
from dangan.rules.involved import governing
from dangan.rules.process import Fault, standing


@check("R410", scope="change", waivable=False)
def role_not_held_before(change: Change, ctx: Context) -> Iterator[Draft]:
    """Replay the new events with the people of the holding before the change."""
    record, base = change.after, ctx.base
    if record is None or base is None or record.is_draft or record.is_tombstone:
        return
    if ctx.holding.document.digest == base.holding.document.digest:
        return
    known = len(change.before.get("events") or []) if change.before else 0
    now = {fault.pointer for fault in _by_others(record, ctx)}
    for fault in _by_others(record, ctx, before=True):
        is_new = int(fault.pointer[1]) >= known
        if is_new and fault.pointer not in now:
            yield told(record, fault)


def _by_others(
    record: Record, ctx: Context, *, before: bool = False
) -> Iterator[Fault]:
    policy = governing(record, ctx.policies, ctx.archive)
    holding = ctx.base.holding if before and ctx.base else ctx.holding
    if policy is None:
        return
    always = datetime.date.max
    found = standing(record, policy, ctx.archive, always, holding=holding)
    yield from (f for f in (found.faults if found else ()) if f.kind == "person")
