"""Steps of a process (步骤先后): which event needs which earlier one.

Section ``event_order`` of a pack::

    - id: filing
      for: {type: item}
      steps:
        - {event: appraised, result: accepted, needs: [by], clause: r23}
        - {event: classified, needs: [record.class, record.location], clause: r24}
        - {event: catalogued, clause: r25}
        - {event: placed, by: [archivist], clause: r26}
      different: [[appraised, placed]]
      clause: r27

A step that was taken needs every earlier step that is not ``optional``, none of
them later in time (a day counts as one moment), and each with a ``result`` that
lets the process go on. ``needs`` names fields of the event, or of the record
with a leading ``record.``. ``by`` names the roles whose holder may take it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer, lookup, pointer
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules.roles import holds_role
from dangan.rules.words import applying, clauses_of, words

SECTION = "event_order"
Kind = Literal["skipped", "early", "refused", "bare", "role", "same-person"]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a process with the events of a record that took it."""

    event: str
    data: JsonObject
    taken: tuple[tuple[Pointer, JsonObject], ...]
    clauses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """An event that may not stand where it stands.

    ``skipped``: an earlier step is missing · ``early``: it is before an earlier
    step · ``refused``: an earlier step ended the process · ``bare``: a field it
    needs is missing · ``role``: its person does not hold the role ·
    ``same-person``: two steps that different people take.
    """

    kind: Kind
    pointer: Pointer
    #: Event kind, field or role that the fault is about.
    about: str
    clauses: tuple[str, ...]
    related: Pointer | None = None


def faults(record: Record, policy: Policy, holding: Holding) -> tuple[Fault, ...]:
    """Return what is wrong with the order of a record's events."""
    found: list[Fault] = []
    if not record.data.get("events"):
        return ()
    for rule in applying(policy, SECTION, record.data):
        steps = tuple(_steps(rule, record))
        for index, step in enumerate(steps):
            found += _before(step, steps[:index])
            found += _of_step(step, record, holding)
        found += _different(rule, steps)
    return tuple(found)


def next_step(record: Record, policy: Policy, *, begun: bool = True) -> Step | None:
    """Return the first step of a process begun that is not taken yet.

    Where none has begun, the first step of all, unless ``begun`` asks for one.
    """
    first: Step | None = None
    for rule in applying(policy, SECTION, record.data):
        steps = tuple(_steps(rule, record))
        open_steps = [s for s in steps if not s.taken and not s.data.get("optional")]
        if any(step.taken for step in steps):
            return next(iter(open_steps), None)
        first = first or next(iter(open_steps), None)
    return None if begun else first


def _steps(rule: Rule, record: Record) -> Iterator[Step]:
    by_kind: dict[object, list[tuple[Pointer, JsonObject]]] = {}
    for place, event in record.each("events"):
        kind = event.get("kind")
        by_kind.setdefault(kind if isinstance(kind, str) else "", []).append(
            (place, event)
        )
    for entry in rule.data.get("steps", ()):
        data: JsonObject = {"event": entry} if isinstance(entry, str) else entry
        if matches(data.get("when"), record.data):
            taken = tuple(by_kind.get(data["event"], ()))
            yield Step(data["event"], data, taken, clauses_of(rule, data))


def _before(step: Step, earlier: tuple[Step, ...]) -> Iterator[Fault]:
    """Compare the first time a step was taken with the steps before it."""
    for route, event in step.taken[:1]:
        for other in earlier:
            if not other.taken and not other.data.get("optional"):
                yield Fault("skipped", route, other.event, step.clauses)
            elif other.taken:
                yield from _against(step, route, event, other)


def _against(
    step: Step, route: Pointer, event: JsonObject, other: Step
) -> Iterator[Fault]:
    place, first = other.taken[0]
    when, then = str(event.get("on") or ""), str(first.get("on") or "")
    if when and then and when < then:
        yield Fault("early", (*route, "on"), other.event, step.clauses, place)
    results = words(other.data.get("result"))
    last = other.taken[-1][1].get("result")
    if results and last is not None and last not in results:
        yield Fault("refused", route, other.event, other.clauses, other.taken[-1][0])


def _of_step(step: Step, record: Record, holding: Holding) -> Iterator[Fault]:
    roles = words(step.data.get("by"))
    for route, event in step.taken:
        for name in words(step.data.get("needs")):
            if _needed(name, event, record) is None:
                yield Fault("bare", route, name, step.clauses)
        if roles and not any(holds_role(event, role, holding) for role in roles):
            yield Fault("role", (*route, "by"), ", ".join(roles), step.clauses)


def _needed(name: str, event: JsonObject, record: Record) -> Json:
    if name.startswith("record."):
        return record.get(name.removeprefix("record."))
    return lookup(event, pointer(name))


def _different(rule: Rule, steps: tuple[Step, ...]) -> Iterator[Fault]:
    by_name = {step.event: step for step in steps}
    for group in rule.data.get("different", ()):
        took: dict[str, tuple[str, Pointer]] = {}
        for name in group:
            for route, event in by_name[name].taken if name in by_name else ():
                person, place = str(event.get("by") or ""), (*route, "by")
                step, first = took.setdefault(person, (name, place))
                if person and step != name:
                    yield Fault("same-person", place, name, rule.clauses, first)
