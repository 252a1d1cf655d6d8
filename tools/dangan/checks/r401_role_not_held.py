"""An event was recorded by somebody who does not hold the role for it.

Why: the regulation, or the entry itself, says in which role the step is taken.
holding.yaml says who holds which role from when until when.
Fix: write the person who took the step, or add the role with its dates to that
person in records/holding.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.json import Pointer
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.event_order import faults
from dangan.rules.roles import holds_role, outsiders


@check("R401", scope="record")
def role_not_held(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look at steps kept for a role, and at entries that name one."""
    hint = M("write who took the step, or add the role in records/holding.yaml")
    kept = dict(_kept(record, ctx))
    for route, (role, clauses) in kept.items():
        fact = M("only {role} takes this step", role=role)
        yield record.at(route).says(fact, hint=hint, clauses=clauses)
    for route, event in record.each("events"):
        stated = event.get("as")
        if not stated or (*route, "by") in kept:
            continue
        if not holds_role(event, stated, ctx.holding):
            fact = M("the person in by does not hold the role in as on that day")
            yield record.at((*route, "as")).says(fact, hint=hint)


def _kept(
    record: Record, ctx: Context
) -> Iterator[tuple[Pointer, tuple[str, tuple[str, ...]]]]:
    policy = ctx.policies.for_record(record)
    for fault in faults(record, policy, ctx.holding) if policy else ():
        if fault.kind == "role":
            yield fault.pointer, (fault.about, fault.clauses)
    for one in outsiders(record, policy, ctx.holding) if policy else ():
        yield one.pointer, (one.role, one.clauses)
