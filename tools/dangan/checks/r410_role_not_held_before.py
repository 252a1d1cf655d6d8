"""A step rests on a role that the same change gives to its person.

Why: who may approve is decided by the holding.yaml that was in force before, not
by the one that comes with the approval; otherwise anybody could appoint himself.
Fix: have the change of records/holding.yaml accepted first, on its own.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._roles import Unheld, unheld
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.holding import Holding
from dangan.model.json import Pointer
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.involved import governing
from dangan.rules.process import standing


@check("R410", scope="change", waivable=False)
def role_not_held_before(change: Change, ctx: Context) -> Iterator[Draft]:
    """Look at the new events with the people of the holding before the change."""
    record, base = change.after, ctx.base
    if record is None or base is None or record.is_draft or record.is_tombstone:
        return
    old = base.holding.document
    if not old.data or ctx.holding.document.digest == old.digest:
        return
    known = change.before.get("events") or [] if change.before else []
    now = _not_entitled(record, ctx, ctx.holding)
    for route, (fact, clauses) in _not_entitled(record, ctx, base.holding).items():
        if route not in now and record.get("events")[int(route[1])] not in known:
            yield record.at(route).says(
                M("{fact}, before this change", fact=fact),
                hint=M("have the change of records/holding.yaml accepted first"),
                clauses=clauses,
            )


def _not_entitled(
    record: Record, ctx: Context, holding: Holding
) -> dict[Pointer, Unheld]:
    """Return node → what is wrong with who took a step, with a holding's people."""
    found = unheld(record, ctx.policies.for_record(record), holding)
    policy = governing(record, ctx.policies, ctx.archive)
    always = datetime.date.max
    whole = (
        standing(record, policy, ctx.archive, always, holding=holding)
        if policy
        else None
    )
    for fault in whole.faults if whole else ():
        if fault.kind == "person":
            found[fault.pointer] = (
                M("{step}: {fault}", step=fault.step.label, fault=fault.message),
                fault.clauses,
            )
    return found
