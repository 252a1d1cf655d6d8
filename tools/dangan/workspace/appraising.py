"""Appraisal of records: kept with a new period, or found without value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules import disposal
from dangan.rules.terms import class_term
from dangan.workspace.acting import Act, Desk, FileChange
from dangan.workspace.listing import highest
from dangan.workspace.stepping import found, listed_people


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a group of people found about some records."""

    names: tuple[str, ...]
    #: Type of the record of the appraisal.
    type: str
    #: ``destroy``, ``keep`` or ``exempt``.
    result: str
    #: New retention class of what is kept, and what starts its period.
    retention: str = ""
    trigger: str = ""
    reason: str = ""
    #: Who appraised; the one who acts counts where nobody is named.
    members: tuple[str, ...] = ()


def appraise(desk: Desk, wish: Appraisal) -> Act | tuple[Draft, ...]:
    """Plan an appraisal from opening to closing; what is kept gets its new period.

    The old class stays in ``retention.history`` with the day and the reason.
    """
    records: list[Record] = []
    refused: list[Draft] = []
    for name in wish.names:
        one = found(desk, name)
        if isinstance(one, tuple):
            refused += one
        else:
            records.append(one)
    refused += _refused(desk, wish, tuple(records))
    if refused:
        return tuple(refused)
    made = desk.new(_data(desk, wish, tuple(records)))
    if not isinstance(made, tuple):
        return (made,)
    change, record = made
    changes = [change]
    if wish.result == "keep" and wish.retention:
        changes += (_kept(desk, one, wish) for one in records)
    message = f"record: appraise {len(records)} in {record.number}"
    return Act(tuple(changes), message, (record.number,))


def _refused(
    desk: Desk, wish: Appraisal, records: tuple[Record, ...]
) -> Iterator[Draft]:
    unknown = listed_people(desk, wish.members)
    if unknown:
        yield from desk.refusal(unknown)
    if not wish.reason:
        yield from desk.refusal(M("state the reason"))
    for record in records:
        if record.is_tombstone:
            text = M("{number} was destroyed before", number=record.name)
            yield record.at().says(text)
        elif wish.retention and not _has_class(desk, record, wish.retention):
            text = M("retention class {name} is declared nowhere", name=wish.retention)
            yield record.at("retention.class").says(text)
        for reason in desk.custody.resting(record.id, "list", desk.day):
            text = M("{number}: {why}", number=record.name, why=reason.message)
            yield record.at().says(text)


def _has_class(desk: Desk, record: Record, name: str) -> bool:
    policy = desk.space.policies.for_record(record)
    return policy is not None and policy.find("retention_classes", name) is not None


def _data(desk: Desk, wish: Appraisal, records: tuple[Record, ...]) -> dict[str, Any]:
    members = wish.members or (desk.scene.by,)
    appraised = [desk.event("appraised", by) for by in members]
    return {
        "type": wish.type,
        "subjects": [_line(desk, wish, record) for record in records],
        "reason": wish.reason,
        "members": [*members],
        "secrecy": highest(desk, records),
        "events": [desk.event("opened"), *appraised, desk.event("closed")],
    }


def _line(desk: Desk, wish: Appraisal, record: Record) -> dict[str, Any]:
    policy = desk.space.policies.for_record(record)
    former = class_term(record, policy, desk.space.archive).id if policy else ""
    line = {
        "record": record.id,
        "number": record.number,
        "result": wish.result,
        "retention": wish.retention,
        "trigger": wish.trigger,
        "former": former,
        "reason": wish.reason,
        "digest": disposal.fingerprint(record),
    }
    return {key: value for key, value in line.items() if value}


def _kept(desk: Desk, record: Record, wish: Appraisal) -> FileChange:
    old = record.get("retention") or {}
    policy = desk.space.policies.for_record(record)
    former = class_term(record, policy, desk.space.archive).id if policy else ""
    gone = {
        "class": old.get("class") or former,
        "trigger": old.get("trigger"),
        "until": desk.day,
        "by": desk.scene.by,
        "reason": wish.reason,
    }
    history = [*(old.get("history") or []), {k: v for k, v in gone.items() if v}]
    new = {**old, "class": wish.retention, "history": history}
    if wish.trigger:
        new["trigger"] = wish.trigger
    says = {"retention": wish.retention, "reason": wish.reason}
    events = [*(record.get("events") or []), desk.event("reappraised", **says)]
    return desk.altered(record, {**record.data, "retention": new, "events": events})
