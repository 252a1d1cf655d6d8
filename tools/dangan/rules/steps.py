"""The steps of a process (section ``processes``) as they apply to one record.

::

    - id: loan
      for: {type: loan}
      label: {zh: 借阅, en: loan}
      steps:
        - {id: ask, event: requested, by: {field: borrower.person}, needs: [until]}
        - {id: approve, event: approved, by: {role: archivist}, clear: [hold, loan]}
        - {id: lend, event: lent, effect: out, status: {zh: 借出, en: on loan}}
        - {id: give-back, event: returned, due: until, effect: back}
      separation: [[ask, approve]]
      ends: [refused, returned]

``rules.process`` tells how a record stands; ``rules.custody`` what it means for
the records it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dangan.model.json import JsonObject
from dangan.model.message import Text
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules.words import clauses_of, words

SECTION = "processes"
#: One of several steps will do.
Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One step of a process that applies to a record."""

    id: str
    #: Kind of the event that takes it.
    event: str
    data: JsonObject
    #: Full ids.
    clauses: tuple[str, ...]
    #: What must have been taken before: of each group one.
    after: tuple[Group, ...] = ()

    @property
    def optional(self) -> bool:
        """Tell whether the process goes on without it."""
        return self.data.get("optional") is True

    @property
    def repeat(self) -> bool:
        """Tell whether it may be taken several times."""
        return self.data.get("repeat") is True

    @property
    def effect(self) -> str:
        """Return what it does to its subjects: ``out``, ``back``…; or nothing."""
        return str(self.data.get("effect", ""))

    @property
    def label(self) -> Text:
        """Return what people call it."""
        label = self.data.get("label")
        return Text(**label) if label else Text(self.id, self.id)


def process_of(record: Record, policy: Policy) -> Rule | None:
    """Return the process that the events of a record belong to, if any."""
    return next(iter(policy.select(SECTION, record.data)), None)


def steps_of(rule: Rule, view: JsonObject) -> tuple[Step, ...]:
    """Return the steps of a process that exist for a record, in order."""
    entries = [entry for entry in rule.data["steps"] if _exists(entry, view)]
    known = {str(entry["id"]) for entry in entries}
    made: list[Step] = []
    for entry in entries:
        after = tuple(_after(entry, known, made))
        id_, event = str(entry["id"]), str(entry["event"])
        made.append(Step(id_, event, entry, clauses_of(rule, entry), after))
    return tuple(made)


def apart(rule: Rule) -> Iterator[tuple[Group, tuple[str, ...]]]:
    """Yield the groups of steps that different people take, with their clauses."""
    for entry in rule.data.get("separation", ()):
        if isinstance(entry, tuple | list):
            yield tuple(entry), rule.clauses
        else:
            yield tuple(entry["steps"]), clauses_of(rule, entry)


def ends(rule: Rule, step: Step, event: JsonObject) -> bool:
    """Tell whether an event that takes a step ends the process."""
    result = step.data.get("result")
    if result and event.get(result["field"]) in words(result["ends_if"]):
        return True
    return step.event in rule.data.get("ends", ())


def before(step: Step, steps: tuple[Step, ...]) -> frozenset[str]:
    """Return the ids of a step and of all that may have led to it."""
    known, found, left = {one.id: one for one in steps}, set[str](), [step.id]
    while left:
        id_ = left.pop()
        if id_ not in found:
            found.add(id_)
            groups = known[id_].after if id_ in known else ()
            left += [one for group in groups for one in group]
    return frozenset(found)


def _exists(entry: JsonObject, view: JsonObject) -> bool:
    unless = entry.get("unless")
    return matches(entry.get("when"), view) and not (unless and matches(unless, view))


def _after(entry: JsonObject, known: set[str], before: list[Step]) -> Iterator[Group]:
    """Yield what must have been taken; steps that do not exist are left out."""
    if "after" not in entry:
        needed = [step.id for step in before if not step.optional]
        if needed:
            yield (needed[-1],)
        return
    for group in entry["after"]:
        there = tuple(id_ for id_ in words(group) if id_ in known)
        if there:
            yield there
