"""How a process stands: steps taken, steps open, and what went wrong.

The events of the record are replayed in their order against the steps of the
pack (``rules.steps``). Nothing is stored: status, what comes next, who may do
it, from which day on and until when all follow from the events.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.json import JsonObject, Pointer
from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules import persons, within
from dangan.rules.dates import PartialDate, day, read
from dangan.rules.dues import Due, party
from dangan.rules.process_replay import Fault, Replay, StepDone, Surroundings
from dangan.rules.steps import SECTION, Step, process_of
from dangan.rules.workdays import Calendar

__all__ = ["SECTION", "Fault", "OpenStep", "Standing", "StepDone", "standing"]


@dataclass(frozen=True, slots=True)
class OpenStep:
    """A step that comes next, or could."""

    step: Step
    #: Who may take it (``by`` of the pack); None: anybody of the holding.
    who: JsonObject | None
    #: Ids of the people who may take it on the day asked for.
    people: frozenset[str]
    #: First day on which it may be taken, where it has to wait.
    earliest: datetime.date | None
    #: Last day in time, if there is one.
    due_on: datetime.date | None
    #: What keeps it from being taken on the day asked for; empty: nothing.
    blocked: tuple[Reason, ...] = ()
    because: tuple[Reason, ...] = ()

    @property
    def ready(self) -> bool:
        """Tell whether it can be taken now."""
        return not self.blocked


@dataclass(frozen=True, slots=True)
class Standing:
    """How a record of a process stands on a day."""

    process: Rule
    #: Steps that exist for this record.
    steps: tuple[Step, ...]
    done: tuple[StepDone, ...]
    open: tuple[OpenStep, ...]
    #: Name of the state by language, from the last step that names one.
    label: Mapping[str, str]
    ended: bool
    faults: tuple[Fault, ...]
    #: ``YYYY-MM-DD``, empty: not begun, or not ended.
    begun_on: str = ""
    ended_on: str = ""

    @property
    def next(self) -> OpenStep | None:
        """Return the step that has to come next, if any."""
        taken = {one.step.id for one in self.done if one.step.repeat}
        must = (one for one in self.open if not one.step.optional)
        return next((one for one in must if one.step.id not in taken), None)

    def opened(self, step: str) -> OpenStep | None:
        """Return an open step by its id or by the kind of its event."""
        names = (one for one in self.open if step in {one.step.id, one.step.event})
        return next(names, None)

    def last(self, step: str) -> StepDone | None:
        """Return the last time a step was taken, by its id or kind of event."""
        found = (d for d in reversed(self.done) if step in {d.step.id, d.step.event})
        return next(found, None)


def standing(  # noqa: PLR0913  the last three have good defaults
    record: Record,
    policy: Policy,
    archive: Archive,
    as_of: datetime.date,
    *,
    holding: Holding | None = None,
    custody: Surroundings | None = None,
    calendar: Calendar | None = None,
) -> Standing | None:
    """Return how a process stands on a day; None where the record is of none.

    Args:
        record: the record of the process (a loan, a hold, a destruction…).
        policy: what governs it, from ``rules.involved.governing``.
        archive: where the records it is about are looked up.
        as_of: events of later days have not happened yet.
        holding: who holds which role; that of the archive unless given. A change
            is judged by the holding before it.
        custody: tells holds, loans and lists that a step must be clear of;
            without it such steps count as clear.
        calendar: for waits and deadlines in working days.
    """
    rule = process_of(record, policy)
    if rule is None:
        return None
    replay = Replay(record, rule, policy, archive, holding or archive.holding)
    replay.custody, replay.calendar = custody, calendar
    replay.run(as_of.isoformat())
    return Standing(
        process=rule,
        steps=replay.steps,
        done=tuple(replay.done),
        open=() if replay.ended else tuple(_open(replay, as_of)),
        label=_label(replay),
        ended=replay.ended,
        faults=tuple(replay.faults),
        begun_on=str(replay.done[0].event.get("on", "")) if replay.done else "",
        ended_on=replay.ended_on,
    )


def dues(record: Record, found: Standing, as_of: datetime.date) -> tuple[Due, ...]:
    """Return what the open steps of a process owe by a day."""
    return tuple(
        Due(
            rule_id=f"{found.process.id}.{one.step.id}",
            what=one.step.data.get("label") or found.process.label,
            owed_by=_owed_by(one, record),
            owed_to={},
            due_on=one.due_on,
            done_on=None,
            state="overdue" if as_of > one.due_on else "open",
            because=one.because,
            record=record.id,
            pointer=("events",),
            clauses=one.step.clauses,
        )
        for one in found.open
        if one.due_on is not None
    )


def _owed_by(one: OpenStep, record: Record) -> JsonObject:
    if "owed_by" in one.step.data:
        return party(one.step.data["owed_by"], record)
    if len(one.people) == 1:
        return {"person": next(iter(one.people))}
    who = one.who or {}
    return {key: who[key] for key in ("role", "department") if key in who}


def _label(replay: Replay) -> Mapping[str, str]:
    for one in reversed(replay.done):
        if "status" in one.step.data:
            return one.step.data["status"]  # type: ignore[no-any-return]
    return {}


def _open(replay: Replay, as_of: datetime.date) -> list[OpenStep]:
    return [
        _opened(replay, step, as_of) for step in replay.steps if replay.is_open(step)
    ]


def _opened(replay: Replay, step: Step, as_of: datetime.date) -> OpenStep:
    day = as_of.isoformat()
    earliest, because = replay.earliest(step)
    blocked = list(replay.clogged(step, day))
    if earliest and as_of < earliest:
        text = M("not before {date}", date=earliest.isoformat())
        blocked.append(Reason(text, step.clauses[0] if step.clauses else ""))
    due_on, reasons = _due(replay, step)
    who = step.data.get("by")
    people = persons.people(who, replay.setting(day)) - replay.barred(step)
    return OpenStep(
        step, who, people, earliest, due_on, tuple(blocked), (*because, *reasons)
    )


def _due(replay: Replay, step: Step) -> tuple[datetime.date | None, tuple[Reason, ...]]:
    field = step.data.get("due")
    if field:
        return _stated(replay, str(field))
    start = replay.latest(step)
    if "within" not in step.data or not start:
        return None, ()
    began = read(start, "on").value or PartialDate(0)
    if not began.day:
        return None, ()
    found = within.due(step.data["within"], began, replay.calendar)
    return found.value, found.because


def _stated(
    replay: Replay, field: str
) -> tuple[datetime.date | None, tuple[Reason, ...]]:
    """Return the day in a field of the latest event that states it."""
    for one in reversed(replay.done):
        stated = day(one.event.get(field))
        if stated is not None:
            text = M("{field} is {date}", field=field, date=stated.isoformat())
            where: Pointer = (*one.pointer, field)
            reason = Reason(text, record=replay.record.id, pointer=where)
            return stated, (reason,)
    return None, ()
