"""Steps out of order, for the checks that each tell one kind of them."""

from __future__ import annotations

from dangan.checks._api import Context
from dangan.model.record import Record
from dangan.rules.event_order import Fault, faults


def order_faults(record: Record, ctx: Context) -> tuple[Fault, ...]:
    """Return what is wrong with the order of a record's events."""
    policy = ctx.policies.for_record(record)
    if policy is None:
        return ()
    return ctx.memo.of(
        record, "order faults", lambda: faults(record, policy, ctx.holding)
    )
