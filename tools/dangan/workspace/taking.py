"""Take the steps of a process that lie before the one a clerk wants, and that one.

Nobody's approval is ever made up: a step that somebody else takes needs a name,
and what is missing is refused with who may take it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Document, Record
from dangan.policy.policy import Policy
from dangan.rules.involved import governing
from dangan.rules.persons import told
from dangan.rules.process import OpenStep, Standing, standing
from dangan.rules.steps import Step
from dangan.workspace.acting import Desk

#: No process has more steps than this before one that is wanted.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Hands:
    """Who takes which step, and what is written down with it."""

    #: People who approve, in the order in which they did.
    approvers: tuple[str, ...] = ()
    #: Step id or event kind → person.
    persons: Mapping[str, str] = field(default_factory=dict)
    #: Step id or event kind → fields of its event.
    fields: Mapping[str, JsonObject] = field(default_factory=dict)


@dataclass(slots=True)
class _Walk:
    """The events so far, and the approvers that are left."""

    desk: Desk
    policy: Policy
    hands: Hands
    data: dict[str, Any]
    left: list[str]
    #: Ids of the steps taken in this walk.
    taken: set[str] = field(default_factory=set)

    @property
    def record(self) -> Record:
        """Return the record as it would be after the steps so far."""
        return Record(Document("records/_plan.yaml", self.data))

    def standing(self) -> Standing | None:
        """Return where the process stands after the steps so far."""
        return standing(
            self.record,
            self.policy,
            self.desk.space.archive,
            self.desk.scene.on,
            custody=self.desk.custody,
            calendar=self.desk.space.calendar,
        )

    def take(self, opened: OpenStep, by: str) -> None:
        """Add the event of an open step."""
        step = opened.step
        said = {**self.hands.fields.get(step.event, {})}
        said.update(self.hands.fields.get(step.id, {}))
        event = self.desk.event(step.event, by, **said)
        self.taken.add(step.id)
        self.data = {**self.data, "events": [*self.data.get("events", ()), event]}


def take(
    desk: Desk, data: Mapping[str, Any], target: str, hands: Hands
) -> dict[str, Any] | tuple[Draft, ...]:
    """Return a record of a process with the events up to a step and that step.

    Args:
        desk: the archive and who acts.
        data: the record as it is, with what the new steps need.
        target: id of the step, kind of its event, or its effect.
        hands: who else took which step.
    """
    record = Record(Document("records/_plan.yaml", data))
    policy = governing(record, desk.space.policies, desk.space.archive)
    if policy is None:
        return desk.refusal(M("no regulation of the holding governs this"))
    walk = _Walk(desk, policy, hands, dict(data), list(hands.approvers))
    for _ in range(_MOST):
        found = walk.standing()
        if found is None:
            return desk.refusal(M("no regulation of the holding has such a process"))
        before, wanted = _before(found, target, walk), _wanted(found, target)
        if before is None and wanted is not None:
            walk.take(wanted, _doer(wanted, desk, hands))
            return walk.data
        if before is None:
            return _refused(desk, found, target)
        by = _someone(before, walk)
        if by is None:
            return _nobody(desk, before, policy)
        walk.take(before, by)
    return desk.refusal(M("the steps of this process lead round in a circle"))


def _is(step: Step, target: str) -> bool:
    return target in {step.id, step.event, step.effect}


def _wanted(found: Standing, target: str) -> OpenStep | None:
    return next((one for one in found.open if _is(one.step, target)), None)


def _before(found: Standing, target: str, walk: _Walk) -> OpenStep | None:
    """Return the next step on the way: one that must be, or that somebody took."""
    order = [step.id for step in found.steps]
    wanted = _wanted(found, target)
    step = (
        wanted.step
        if wanted
        else next((step for step in found.steps if _is(step, target)), None)
    )
    done = {one.step.id for one in found.done}
    for one in found.open if step else ():
        if step is not None and order.index(one.step.id) >= order.index(step.id):
            return None
        is_named = {one.step.id, one.step.event} & set(walk.hands.persons)
        if one.step.optional and is_named and one.step.id not in walk.taken:
            return one
        if not one.step.optional and not (one.step.repeat and one.step.id in done):
            return one
    return None


def _doer(opened: OpenStep, desk: Desk, hands: Hands) -> str:
    for name in (opened.step.id, opened.step.event):
        if name in hands.persons:
            return hands.persons[name]
    is_for_approvers = opened.step.data.get("approval") and hands.approvers
    return hands.approvers[-1] if is_for_approvers else desk.scene.by


def _someone(opened: OpenStep, walk: _Walk) -> str | None:
    """Return who took a step before; an empty text for somebody from outside."""
    for name in (opened.step.id, opened.step.event):
        if name in walk.hands.persons:
            return walk.hands.persons[name]
    fits = [person for person in walk.left if person in opened.people]
    if fits or (walk.left and opened.step.data.get("approval")):
        chosen = fits[0] if fits else walk.left[0]
        walk.left.remove(chosen)
        return chosen
    is_own = walk.desk.scene.by in opened.people
    if is_own and not opened.step.data.get("approval"):
        return walk.desk.scene.by
    return None


def _nobody(desk: Desk, opened: OpenStep, policy: Policy) -> tuple[Draft, ...]:
    who = told(opened.who, policy)
    text = M("{step} is missing; it is for {who}", step=opened.step.label, who=who)
    hint = M(
        "name who did it: --approved-by PERSON, or --step {s}=PERSON", s=opened.step.id
    )
    return desk.refusal(text, hint, clauses=opened.step.clauses)


def _refused(desk: Desk, found: Standing, target: str) -> tuple[Draft, ...]:
    step = next((s for s in found.steps if target in {s.id, s.event, s.effect}), None)
    if step is None:
        text = M(
            "{process} has no step {step}", process=found.process.label, step=target
        )
        return desk.refusal(text, clauses=found.process.clauses)
    if found.ended:
        text = M(
            "{process} has ended: {state}",
            process=found.process.label,
            state=found.label,
        )
        return desk.refusal(text, clauses=step.clauses)
    text = M("{step} cannot be taken now", step=step.label)
    return desk.refusal(text, clauses=step.clauses)
