"""Inspections: open one, record every item, remedy what was found, close it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.policy.policy import Rule
from dangan.rules.inspection import SECTION, checklist, items, unanswered
from dangan.rules.words import words
from dangan.workspace.acting import Act, Desk
from dangan.workspace.stepping import Wish, found, refusals, taken

#: Result of an item that is in order, and of one that is not.
_OK, _FINDING, _NONE = "ok", "finding", "not-applicable"


@dataclass(frozen=True, slots=True)
class Order:
    """An inspection that is to be done."""

    type: str
    checklist: str
    room: str = ""
    #: ``{kind, on, report, record}``; empty: its turn has come.
    trigger: Mapping[str, str] = field(default_factory=dict)
    subjects: tuple[str, ...] = ()
    level: str = ""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was seen, item by item."""

    found: Mapping[str, str] = field(default_factory=dict)
    remedies: Mapping[str, str] = field(default_factory=dict)
    due: Mapping[str, str] = field(default_factory=dict)
    none: tuple[str, ...] = ()
    in_order: tuple[str, ...] = ()
    #: Everything that is not named is in order.
    rest_in_order: bool = False


def open_(desk: Desk, order: Order) -> Act | tuple[Draft, ...]:
    """Plan a new inspection; its record says what set it off."""
    rule = _checklist(desk, order)
    if rule is None:
        known = ", ".join(_known(desk))
        text = M("the regulation has no checklist {name}", name=order.checklist)
        return desk.refusal(text, M("use one of: {names}", names=known))
    kind = order.trigger.get("kind", "")
    if kind and kind not in words(rule.data.get("triggers")):
        text = M("{cause} sets off no inspection here", cause=kind)
        return desk.refusal(text, clauses=rule.clauses)
    subjects: list[Record] = []
    for name in order.subjects:
        one = found(desk, name)
        if isinstance(one, tuple):
            return one
        subjects.append(one)
    made = desk.new(
        {
            "type": order.type,
            "checklist": rule.id,
            "location": {"room": order.room} if order.room else {},
            "subjects": [{"record": one.id} for one in subjects],
            "trigger": dict(order.trigger),
            "secrecy": {"level": order.level} if order.level else {},
            "events": [desk.event("opened")],
        }
    )
    if not isinstance(made, tuple):
        return (made,)
    change, record = made
    message = f"record: open inspection {record.number}"
    return Act((change,), message, (record.number,))


def record_results(desk: Desk, name: str, seen: Findings) -> Act | tuple[Draft, ...]:
    """Plan the results; an item without one is refused when it is closed."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    rule = _rule(desk, record)
    if rule is None:
        return desk.refusal(M("its checklist is not known any more"), record=record)
    known = {item.id for item in items(rule)}
    named = {*seen.found, *seen.remedies, *seen.due, *seen.none, *seen.in_order}
    wrong = sorted(named - known)
    if wrong:
        text = M("the checklist has no item {item}", item=", ".join(wrong))
        hint = M("its items are: {names}", names=", ".join(known))
        return desk.refusal(text, hint, record=record, clauses=rule.clauses)
    rows = list(_results(record, rule, seen))
    ahead = Record(type(record.document)(record.path, {**record.data, "results": rows}))
    refused = tuple(refusals(desk, ahead, "inspected"))
    if refused:
        return refused
    change = taken(desk, record, Wish(name, "inspected", sets={"results": rows}))
    count = sum(1 for row in rows if row["result"] == _FINDING)
    message = f"record: inspect {record.number} ({count} findings)"
    return Act((change,), message, (record.number,))


def remedy(desk: Desk, name: str, item: str, measure: str) -> Act | tuple[Draft, ...]:
    """Plan that a finding is remedied on the day, by who acts."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    rows = [dict(row) for row in record.get("results") or ()]
    row = next((r for r in rows if _is_open(r, item)), None)
    if row is None:
        text = M("{item} has no open finding", item=item)
        return desk.refusal(text, record=record)
    row |= {"remedied_on": desk.day, "remedied_by": desk.scene.by}
    if measure:
        row["remedy"] = measure
    refused = tuple(refusals(desk, record, "remedied"))
    if refused:
        return refused
    wish = Wish(name, "remedied", {"item": item}, {"results": rows})
    message = f"record: remedy {item} of {record.number}"
    return Act((taken(desk, record, wish),), message, (record.number,))


def close(desk: Desk, name: str) -> Act | tuple[Draft, ...]:
    """Plan the end; refused while an item is open or a finding not remedied."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    rule = _rule(desk, record)
    refused = list(refusals(desk, record, "closed"))
    for item in unanswered(record, rule) if rule else ():
        text = M("{item} has no result", item=item.data["ask"])
        refused += desk.refusal(text, record=record, clauses=item.clauses)
    for row in record.get("results") or ():
        if row.get("result") == _FINDING and not row.get("remedied_on"):
            text = M("{item} is not remedied", item=row["item"])
            refused += desk.refusal(text, record=record)
    if refused:
        return tuple(refused)
    change = taken(desk, record, Wish(name, "closed"))
    message = f"record: close inspection {record.number}"
    return Act((change,), message, (record.number,))


def _is_open(row: Mapping[str, Any], item: str) -> bool:
    is_finding = row.get("item") == item and row.get("result") == _FINDING
    return is_finding and not row.get("remedied_on")


def _results(record: Record, rule: Rule, seen: Findings) -> Iterator[dict[str, Any]]:
    old = {str(row.get("item")): dict(row) for _, row in record.each("results")}
    for item in items(rule):
        if item.id in seen.found:
            row = {"item": item.id, "result": _FINDING, "finding": seen.found[item.id]}
            row |= {"remedy": seen.remedies.get(item.id, "")}
            row |= {"due": seen.due.get(item.id, "")}
            yield {key: value for key, value in row.items() if value}
        elif item.id in seen.none:
            yield {"item": item.id, "result": _NONE}
        elif item.id in seen.in_order or (seen.rest_in_order and item.id not in old):
            yield {"item": item.id, "result": _OK}
        elif item.id in old:
            yield old[item.id]


def _checklist(desk: Desk, order: Order) -> Rule | None:
    return checklist(desk.space.policies, order.type, order.checklist)


def _rule(desk: Desk, record: Record) -> Rule | None:
    name = str(record.get("checklist", ""))
    return checklist(desk.space.policies, record.type, name)


def _known(desk: Desk) -> Iterator[str]:
    for policy in desk.space.policies.all():
        yield from (rule.id for rule in policy.rules(SECTION))
