"""Work lists that every page of duties is cut from: what is owed, due, expiring."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dangan.model.message import M
from dangan.rules.dues import Due
from dangan.rules.involved import subjects
from dangan.site import sections
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Line, Part, State

#: Days ahead that count as soon.
SOON = 7
#: States of a record whose period ends by itself.
_ENDING = frozenset({"eligible", "running"})


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, on the record it is about."""

    #: None for a duty that no record has met yet.
    row: Facts | None
    #: ``YYYY-MM-DD``, or nothing where the date cannot be computed.
    due: str
    state: State
    #: What has to be done.
    what: str
    #: Who has to do it.
    who: str
    clause: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """Return the key that puts the most urgent first."""
        return (self.due, self.row.record.name if self.row else self.what)


def dues(desk: Desk) -> tuple[Task, ...]:
    """Return all open due dates of records and duties, the oldest first."""
    found = [
        _task(desk, row, due) for row in desk.facts for due in row.dues if due.pending
    ]
    for cell in desk.duties:
        if cell.due.pending:
            row = desk.by_id.get(cell.unit.get("record", ""))
            found.append(_task(desk, row, cell.due, cell.period))
    return tuple(sorted(found, key=lambda task: task.order))


def _task(desk: Desk, row: Facts | None, due: Due, period: str = "") -> Task:
    return Task(
        row=row,
        due=due.due_on.isoformat() if due.due_on else "",
        state=sections.due_state(desk, due),
        what=f"{desk.speech.label(due.what)} {period}".strip(),
        who=sections.owner(desk, due.owed_by),
        clause=due.clauses[0] if due.clauses else "",
    )


def is_loan(task: Task) -> bool:
    """Tell whether it is a step of a process that takes a record out."""
    return "out" in _effects(task.row)


def loans(desk: Desk) -> tuple[Task, ...]:
    """Return the open due dates of loans with what is lent, the oldest first."""
    return tuple(
        replace(task, what=f"{task.what} {_subjects(desk, task.row)}".strip())
        for task in dues(desk)
        if is_loan(task)
    )


def destructions(desk: Desk) -> tuple[Task, ...]:
    """Return the running processes that destroy, each with the step it waits for."""
    found = []
    for row in desk.facts:
        stands = row.process
        step = stands.next if stands and stands.begun_on else None
        if stands is None or step is None or not {"list", "gone"} & _effects(row):
            continue
        due = (step.due_on or step.earliest or "") and str(step.due_on or step.earliest)
        word, tone = (M("open"), "due") if step.ready else (M("not due yet"), "calm")
        who = sections.owner(desk, dict(step.who) if step.who else {})
        what = desk.speech.say(step.step.label)
        clause = step.step.clauses[0] if step.step.clauses else ""
        state = State(desk.speech.say(word), tone)
        found.append(Task(row, due, state, what, who, clause))
    return tuple(sorted(found, key=lambda task: (not task.due, *task.order)))


def turns(desk: Desk, last: str) -> tuple[Task, ...]:
    """Return inspections and stocktakes that are due up to a day (YYYY-MM-DD)."""
    found = []
    for turn in desk.turns:
        due = turn.due_on.isoformat() if turn.due_on else ""
        if due > last:
            continue
        word, tone = (M("open"), "due")
        if turn.state == "overdue":
            word, tone = (M("overdue"), "over")
        what = desk.speech.label(turn.rule.label, turn.rule.id)
        room = desk.scribe.labels.of("locations", turn.room)
        clause = turn.rule.clauses[0] if turn.rule.clauses else ""
        state = State(desk.speech.say(word), tone)
        found.append(Task(None, due, state, f"{what} {room}".strip(), "", clause))
    return tuple(sorted(found, key=lambda task: task.order))


def _effects(row: Facts | None) -> set[str]:
    """Return what the steps of a record's process do to its subjects."""
    steps = row.process.steps if row and row.process else ()
    return {str(step.data.get("effect", "")) for step in steps}


def _subjects(desk: Desk, row: Facts | None) -> str:
    """Return the numbers of what a process is about."""
    about = subjects(row.record, desk.scribe.archive) if row else ()
    return desk.speech.listed([one.number or one.title for one in about])


def missing(desk: Desk) -> tuple[Task, ...]:
    """Return what the missing lists promise and what nobody promised."""
    found = [task for row in desk.facts for task in _missing(desk, row)]
    return tuple(sorted(found, key=lambda task: (not task.due, *task.order)))


def _missing(desk: Desk, row: Facts) -> Iterator[Task]:
    labels, say = desk.scribe.labels, desk.speech.say
    for entry in row.owed:
        word, tone = (M("overdue"), "over") if entry.overdue else (M("owed"), "due")
        what = labels.material(row.kind, entry.kind)
        who = sections.owner(desk, entry.owed_by)
        yield Task(row, entry.due, State(say(word), tone), what, who)
    told = {entry.kind for entry in row.owed}
    for lack in row.lacks:
        if lack.kind not in told:
            what = desk.speech.label(lack.label, lack.kind)
            who = sections.owner(desk, lack.supplied_by)
            tone = "over" if lack.need == "required" else "due"
            cited = lack.clauses[0] if lack.clauses else ""
            yield Task(row, "", State(say(M("missing")), tone), what, who, cited)


def expiring(desk: Desk, as_of: datetime.date) -> tuple[Task, ...]:
    """Return records whose period is over or ends this year."""
    what = desk.speech.say(M("appraise"))
    found = []
    for row in desk.facts:
        kept = row.disposition
        last = kept.last_day_kept if kept and kept.state in _ENDING else None
        if kept and last and last.year <= as_of.year:
            cited = next((r.clause for r in kept.because if r.clause), "")
            day = last.isoformat()
            found.append(Task(row, day, desk.state(row), what, "", cited))
    return tuple(sorted(found, key=lambda task: task.order))


def line(desk: Desk, task: Task) -> Line:
    """Return a task as one line: date, record, what, who, clause."""
    parts = [Part(f"{task.due} ")] if task.due else []
    if task.row:
        record = task.row.record
        parts += [desk.scribe.link(record, record.number or record.title), Part(" ")]
    parts.append(Part(task.what))
    if task.who:
        parts.append(Part(f" · {task.who}"))
    return Line(tuple(parts), None, desk.scribe.clause(task.clause))
