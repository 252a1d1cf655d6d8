"""Entries whose person does not hold the role that they rest on."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.model.holding import Holding
from dangan.model.json import Pointer
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules.event_order import faults
from dangan.rules.roles import holds_role, outsiders

#: What is said of an entry, and the clauses that keep its step for a role.
Unheld = tuple[Message, tuple[str, ...]]


def unheld(
    record: Record, policy: Policy | None, holding: Holding
) -> dict[Pointer, Unheld]:
    """Return node → what is wrong, for a record's events and a holding's people.

    Steps that the regulation keeps for a role come first; of the others those
    that name a role themselves.
    """
    found: dict[Pointer, Unheld] = {}
    for route, role, clauses in _kept(record, policy, holding) if policy else ():
        found[route] = M("only {role} takes this step", role=role), clauses
    for route, event in record.each("events"):
        stated = event.get("as")
        if not stated or (*route, "by") in found:
            continue
        if not holds_role(event, str(stated), holding):
            fact = M("the person in by does not hold the role in as on that day")
            found[(*route, "as")] = fact, ()
    return found


def _kept(
    record: Record, policy: Policy, holding: Holding
) -> Iterator[tuple[Pointer, str, tuple[str, ...]]]:
    for fault in faults(record, policy, holding):
        if fault.kind == "role":
            yield fault.pointer, fault.about, fault.clauses
    for one in outsiders(record, policy, holding):
        yield one.pointer, one.role, one.clauses
