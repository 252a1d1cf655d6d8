"""Hand-overs: a list or a report of nothing, and two signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.workspace.acting import Act, Desk
from dangan.workspace.stepping import found, refusals


@dataclass(frozen=True, slots=True)
class HandOver:
    """What a department hands over for a month."""

    type: str
    #: YYYY-MM.
    period: str
    #: Person who receives it; the giver is who acts.
    to: str
    #: Kind of material → how many.
    items: Mapping[str, int] = field(default_factory=dict)
    #: ``{kind, reason, due, owed_by}`` of what is still to come.
    missing: tuple[Mapping[str, Any], ...] = ()
    standard: str = ""
    level: str = ""


def hand_over(desk: Desk, wish: HandOver) -> Act | tuple[Draft, ...]:
    """Plan a hand-over with the signature of the giver; without items: nothing."""
    people = desk.space.holding.entries("people")
    for person in (desk.scene.by, wish.to):
        if person not in people:
            text = M("holding.yaml lists no person {name}", name=person)
            return desk.refusal(text)
    giver = {"department": people[desk.scene.by].get("department")}
    receiver = {"department": people[wish.to].get("department"), "person": wish.to}
    made = desk.new(
        {
            "type": wish.type,
            "period": wish.period,
            "from": {**giver, "person": desk.scene.by},
            "to": receiver,
            "handed_over_on": desk.day,
            "standard": wish.standard or _standard(desk, wish, str(giver)),
            "items": [{"kind": k, "count": n} for k, n in wish.items.items()],
            "nil": True if not wish.items else None,
            "missing": [dict(row) for row in wish.missing],
            "signatures": {"giver": {"by": desk.scene.by, "on": desk.day}},
            "secrecy": {"level": wish.level} if wish.level else {},
            "events": [desk.event("handed_over")],
        }
    )
    if not isinstance(made, tuple):
        return (made,)
    change, record = made
    what = f"{sum(wish.items.values())} for" if wish.items else "nothing for"
    message = f"record: hand over {what} {wish.period} ({record.number})"
    return Act((change,), message, (record.number,))


def sign(desk: Desk, name: str, refused_for: str = "") -> Act | tuple[Draft, ...]:
    """Plan the signature of the receiver, or the refusal with its reason."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    kind = "refused" if refused_for else "accepted"
    refused = tuple(refusals(desk, record, kind))
    if refused:
        return refused
    data: dict[str, Any] = dict(record.data)
    says = {"reason": refused_for} if refused_for else {"result": "accepted"}
    data["events"] = [*(record.get("events") or []), desk.event(kind, **says)]
    if not refused_for:
        receiver = {"by": desk.scene.by, "on": desk.day}
        data["signatures"] = {**(record.get("signatures") or {}), "receiver": receiver}
    verb = "refuse" if refused_for else "accept"
    message = f"record: {verb} hand-over {record.number}"
    return Act((desk.altered(record, data),), message, (record.number,))


def _standard(desk: Desk, wish: HandOver, giver: str) -> str:
    """Return the standard that this department's latest hand-over was checked by."""
    rows: tuple[Record, ...] = desk.space.archive.by_type.get(wish.type, ())
    own = [
        r for r in rows if r.get("standard") and str(r.get("from.department")) in giver
    ]
    last = max(own, key=lambda r: str(r.get("handed_over_on", "")), default=None)
    return str(last.get("standard")) if last else ""
