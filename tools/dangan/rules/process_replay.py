"""The events of a process, replayed against its steps, one after the other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject, Pointer, lookup, pointer
from dangan.model.message import M, Message, Text
from dangan.model.period import Period
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules import persons
from dangan.rules.dates import day
from dangan.rules.involved import named, view
from dangan.rules.periods import add
from dangan.rules.roles import head_roles
from dangan.rules.steps import Step, apart, before, ends, steps_of
from dangan.rules.words import words
from dangan.rules.workdays import Calendar

#: ``order``: a step before it is not taken, it is taken already, the process has
#: ended, or it does not exist for this record · ``backdated``: earlier than a step
#: before it · ``early``: a wait is not over · ``person``: somebody who may not ·
#: ``same-person``: two steps that different people take · ``bare``: evidence is
#: missing · ``clogged``: a hold, a loan, a list or a stocktake rests on a subject.
Kind = Literal[
    "order", "backdated", "early", "person", "same-person", "bare", "clogged"
]
_DAY = datetime.timedelta(days=1)


class Surroundings(Protocol):
    """What a step may have to be clear of (``rules.custody`` tells)."""

    def resting(
        self, subject: str, kind: str, day: str, *, apart_from: str = ""
    ) -> Iterable[Reason]:
        """Return why a record is not clear of hold, loan, list or freeze on a day."""


#: Effects after which a process cannot be given up any more.
_FINAL = frozenset({"out", "gone"})


@dataclass(frozen=True, slots=True)
class StepDone:
    """One event that took a step."""

    step: Step
    pointer: Pointer
    event: JsonObject
    #: Which of those who all take the step it was; 0 where it is one.
    part: int = 0


@dataclass(frozen=True, slots=True)
class Fault:
    """An event that may not stand as it stands."""

    kind: Kind
    pointer: Pointer
    step: Step
    message: Message
    clauses: tuple[str, ...]
    related: Pointer | None = None


class Replay:
    """One record of a process and its events so far."""

    def __init__(
        self,
        record: Record,
        rule: Rule,
        policy: Policy,
        archive: Archive,
        holding: Holding,
    ) -> None:
        """Take the record with what governs it; ``run`` does the work."""
        self.record, self.rule = record, rule
        self.policy, self.archive, self.holding = policy, archive, holding
        self.custody: Surroundings | None = None
        self.calendar: Calendar | None = None
        self._heads = head_roles(policy)
        self._settings: dict[str, persons.Setting] = {}
        self._events = tuple(record.each("events"))
        self.steps: tuple[Step, ...] = ()
        self.done: list[StepDone] = []
        self.faults: list[Fault] = []
        self.ended, self.ended_on = False, ""

    def run(self, until: str) -> None:
        """Replay the events up to a day (YYYY-MM-DD)."""
        first = str(self._events[0][1].get("on", "")) if self._events else until
        data = view(self.record, self.archive, self.holding, first)
        self.steps = steps_of(self.rule, data)
        kinds = {str(entry["event"]) for entry in self.rule.data["steps"]}
        for route, event in self._events:
            if str(event.get("on", "")) <= until and str(event.get("kind")) in kinds:
                self._take(route, event)

    def setting(self, day: str) -> persons.Setting:
        """Return what tells who somebody is on a day."""
        if day not in self._settings:
            data = view(self.record, self.archive, self.holding, day)
            made = persons.Setting(data, self.holding, day, self._heads)
            self._settings[day] = made
        return self._settings[day]

    def is_open(self, step: Step) -> bool:
        """Tell whether a step can come next."""
        return not (self._lacking(step) or self._is_spent(step) or self._is_late(step))

    def latest(self, step: Step) -> str:
        """Return the last day on which a step before this one was taken."""
        before = {id_ for group in step.after for id_ in group}
        days = [str(d.event.get("on")) for d in self.done if d.step.id in before]
        return max(days, default="")

    def earliest(self, step: Step) -> tuple[datetime.date | None, tuple[Reason, ...]]:
        """Return the first day after the wait of a step, if it has to wait."""
        wait = step.data.get("wait")
        taken = self._taken(str(wait["after"])) if wait else []
        if not wait or not taken:
            return None, ()
        start = day(max(str(one.event.get("on")) for one in taken))
        if start is None:
            return None, ()
        last = add(start, Period.parse(wait["for"]), self.calendar)
        return (last.value + _DAY if last.value else None), last.because

    def clogged(self, step: Step, day: str) -> Iterator[Reason]:
        """Yield what rests on a subject although the step must be clear of it."""
        around, own = self.custody, self.record.id
        off = {d.event.get("record") for d in self.done if d.step.effect == "unlist"}
        for kind in step.data.get("clear", ()) if around else ():
            for _, id_ in named(self.record):
                if around is not None and id_ not in off:
                    yield from around.resting(id_, kind, day, apart_from=own)

    def barred(self, step: Step) -> frozenset[str]:
        """Return who took a step that somebody else than of this one takes."""
        others = {id_ for g, _ in apart(self.rule) if step.id in g for id_ in g}
        return frozenset(
            str(one.event.get("by"))
            for one in self.done
            if one.step.id in others - {step.id}
        )

    def _take(self, route: Pointer, event: JsonObject) -> None:
        setting = self.setting(str(event.get("on", "")))
        step = self._meant(event, setting)
        if step is None:
            return
        if step not in self.steps:
            self._fault("order", route, step, M("this step is not foreseen here"))
            return
        part = self._part(step, event, setting)
        self.faults += self._order(step, route, event)
        self.faults += self._person(step, part, route, event)
        self.faults += self._evidence(step, route, event)
        self.done.append(StepDone(step, route, event, max(part, 0)))
        if ends(self.rule, step, event) and not self.ended:
            self.ended, self.ended_on = True, str(event.get("on", ""))

    def _meant(self, event: JsonObject, setting: persons.Setting) -> Step | None:
        """Return the step that an event takes: the one that fits best."""
        kind = event.get("kind")
        options = [step for step in self.steps if step.event == kind]
        if not options:
            found = (s for s in self.rule.data["steps"] if s["event"] == kind)
            made = (Step(s["id"], s["event"], s, self.rule.clauses) for s in found)
            return next(made, None)

        def badness(step: Step) -> tuple[bool, bool]:
            """Put open steps first, then those that the person may take."""
            return not self.is_open(step), self._part(step, event, setting) < 0

        return min(options, key=badness) if len(options) > 1 else options[0]

    def _part(self, step: Step, event: JsonObject, setting: persons.Setting) -> int:
        """Return which of a step's people somebody is; -1: none of them."""
        taken = {one.part for one in self._taken(step.id)} if not step.repeat else set()
        for index, who in enumerate(persons.parts(step.data.get("by"))):
            if index not in taken and persons.may(who, event, setting):
                return index
        return -1

    def _order(self, step: Step, route: Pointer, event: JsonObject) -> Iterator[Fault]:
        if self.ended:
            yield _made("order", route, step, M("the process has ended before"))
        elif self._is_spent(step):
            yield _made("order", route, step, M("this step was taken before"))
        elif late := self._is_late(step):
            text = M("too late: {step} was taken before", step=late.label)
            yield _made("order", route, step, text)
        else:
            lacking = self._lacking(step)
            if lacking:
                text = M("{step} comes first", step=self._named(lacking[0]))
                yield _made("order", route, step, text)
        day, latest = str(event.get("on", "")), self.latest(step)
        if day < latest:
            text = M("it is dated before an earlier step, of {date}", date=latest)
            yield _made("backdated", (*route, "on"), step, text)
        earliest, _ = self.earliest(step)
        if earliest and day < earliest.isoformat():
            text = M("not before {date}", date=earliest.isoformat())
            yield _made("early", (*route, "on"), step, text)
        for reason in self.clogged(step, day):
            yield _made("clogged", route, step, reason.message)

    def _person(
        self, step: Step, part: int, route: Pointer, event: JsonObject
    ) -> Iterator[Fault]:
        place = (*route, "by") if "by" in event else route
        if part < 0 and not self._is_spent(step):
            who = persons.told(step.data.get("by"), self.policy)
            text = M("this step is for {who}", who=who)
            yield _made("person", place, step, text)
        for group, clauses in apart(self.rule):
            for one in self.done if step.id in group else ():
                is_other = one.step.id != step.id and one.step.id in group
                if is_other and one.event.get("by") == event.get("by") is not None:
                    text = M(
                        "{step} was taken by the same person",
                        step=one.step.label,
                    )
                    yield Fault("same-person", place, step, text, clauses, one.pointer)

    def _evidence(
        self, step: Step, route: Pointer, event: JsonObject
    ) -> Iterator[Fault]:
        for name in words(step.data.get("needs")):
            if _needed(name, event, self.record) in (None, "", []):
                text = M("{field} is missing for this step", field=name)
                yield _made("bare", route, step, text)

    def _taken(self, step: str) -> list[StepDone]:
        return [one for one in self.done if one.step.id == step]

    def _is_spent(self, step: Step) -> bool:
        """Tell whether all who take a step have taken it, and once is enough."""
        if step.repeat:
            return False
        parts = {one.part for one in self._taken(step.id)}
        return len(parts) >= len(persons.parts(step.data.get("by")))

    def _lacking(self, step: Step) -> list[str]:
        """Return the first step of each group of which none is taken."""
        return [g[0] for g in step.after if not any(self._holds(i, step) for i in g)]

    def _holds(self, before: str, step: Step) -> bool:
        """Tell whether a step before another is taken, anew where that is asked."""
        other = next(one for one in self.steps if one.id == before)
        last = _last(self.done, before)
        if step.data.get("anew"):
            return last > _last(self.done, step.id)
        return self._is_spent(other) if not other.repeat else last >= 0

    def _is_late(self, step: Step) -> Step | None:
        """Return what went out of the house, or is gone: it cannot be given up then.

        That is a step which ends the process and does not come after the one that
        was taken, as a refusal after the lending.
        """
        if step.event not in self.rule.data.get("ends", ()):
            return None
        taken = (d.step for d in self.done if d.step.effect in _FINAL)
        earlier = before(step, self.steps)
        return next((one for one in taken if one.id not in earlier), None)

    def _named(self, step: str) -> Text:
        return next(one.label for one in self.steps if one.id == step)

    def _fault(self, kind: Kind, route: Pointer, step: Step, text: Message) -> None:
        self.faults.append(_made(kind, route, step, text))


def _made(kind: Kind, route: Pointer, step: Step, text: Message) -> Fault:
    return Fault(kind, route, step, text, step.clauses)


def _last(done: list[StepDone], step: str) -> int:
    return max((i for i, one in enumerate(done) if one.step.id == step), default=-1)


def _needed(name: str, event: JsonObject, record: Record) -> Json:
    if name.startswith("record."):
        return record.get(name.removeprefix("record."))
    return lookup(event, pointer(name))
