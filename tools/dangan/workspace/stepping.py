"""One step of a process, taken by a command: allowed, by the right person, in time.

What the pack says of the step is asked before anything is planned, so that the
refusal names the step that comes first, who may take it, the day, and the clause.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dangan.model.finding import Draft
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules import persons
from dangan.rules.involved import governing
from dangan.rules.process import OpenStep, Standing, standing
from dangan.workspace.acting import Act, Desk, FileChange


@dataclass(frozen=True, slots=True)
class Wish:
    """A step that somebody wants to take."""

    #: Number, id or path of the process record.
    name: str
    #: Kind of the event that takes the step.
    event: str
    #: Fields of the event.
    says: Mapping[str, Any] = field(default_factory=dict)
    #: Fields of the record that are set with it.
    sets: Mapping[str, Any] = field(default_factory=dict)
    #: What the commit message says happened.
    verb: str = ""


def step(desk: Desk, wish: Wish) -> Act | tuple[Draft, ...]:
    """Plan one step, or say why it cannot be taken."""
    record = found(desk, wish.name)
    if isinstance(record, tuple):
        return record
    refused = tuple(refusals(desk, record, wish.event))
    if refused:
        return refused
    change = taken(desk, record, wish)
    verb = wish.verb or wish.event.replace("_", " ")
    who = f" by {desk.scene.by}" if desk.scene.by else ""
    return Act((change,), f"record: {verb} {record.name}{who}", (record.number,))


def taken(desk: Desk, record: Record, wish: Wish) -> FileChange:
    """Return a record with the event of a step at the end."""
    event = desk.event(wish.event, **wish.says)
    events = [*(record.get("events") or []), event]
    return desk.altered(record, {**record.data, **wish.sets, "events": events})


def found(desk: Desk, name: str) -> Record | tuple[Draft, ...]:
    """Return the filed record with a number, id or path, or why there is none."""
    record = desk.space.archive.find(name)
    if record is None:
        return desk.refusal(M("there is no record {name}", name=name))
    if record.is_draft:
        return desk.refusal(M("it is a draft and has no number yet"), record=record)
    return record


def rules_of(desk: Desk, record: Record) -> tuple[Policy, Standing] | None:
    """Return what governs a process and how it stands on the day."""
    space = desk.space
    policy = governing(record, space.policies, space.archive)
    if policy is None:
        return None
    how = standing(
        record,
        policy,
        space.archive,
        desk.scene.on,
        custody=desk.custody,
        calendar=space.calendar,
    )
    return (policy, how) if how else None


def refusals(desk: Desk, record: Record, event: str) -> Iterator[Draft]:
    """Yield why a step cannot be taken on the day by who acts."""
    rules = rules_of(desk, record)
    if rules is None:
        text = M("no regulation of the holding has such a process")
        yield from desk.refusal(text, record=record)
        return
    policy, how = rules
    opened = _meant(how, event, desk.scene.by)
    if opened is None:
        yield from _not_open(desk, record, how, policy)
        return
    for reason in opened.blocked:
        clauses = (reason.clause,) if reason.clause else opened.step.clauses
        yield from desk.refusal(reason.message, record=record, clauses=clauses)
    if desk.scene.by not in opened.people:
        who = persons.told(opened.who, policy)
        text = M("{step} is for {who}", step=opened.step.label, who=who)
        barred = M("and for nobody who took another of its steps")
        clauses = opened.step.clauses
        yield from desk.refusal(text, barred, record=record, clauses=clauses)


def _meant(how: Standing, event: str, by: str) -> OpenStep | None:
    """Return the open step of this kind that the person may take, or the first."""
    fits = [one for one in how.open if one.step.event == event]
    return next((one for one in fits if by in one.people), fits[0] if fits else None)


def _not_open(
    desk: Desk, record: Record, how: Standing, policy: Policy
) -> tuple[Draft, ...]:
    if how.ended:
        text = M("{number} is over since {day}", number=record.name, day=how.ended_on)
        return desk.refusal(text, record=record, clauses=how.process.clauses)
    following = how.next
    if following is None:
        text = M("{number} has no such step", number=record.name)
        return desk.refusal(text, record=record, clauses=how.process.clauses)
    who = persons.told(following.who, policy)
    text = M("{step} comes first, by {who}", step=following.step.label, who=who)
    return desk.refusal(text, record=record, clauses=following.step.clauses)


def listed_people(desk: Desk, names: tuple[str, ...]) -> Message | None:
    """Return that somebody named is not of the holding, if so."""
    known = desk.space.holding.entries("people")
    unknown = [name for name in names if name not in known]
    if unknown:
        return M("holding.yaml lists no person {name}", name=", ".join(unknown))
    return None
