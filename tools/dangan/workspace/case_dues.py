"""What is due in a case: deadlines, recurring duties, the last day to enter."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.model.json import Json
from dangan.rules import deadlines, duties, entering
from dangan.rules.dues import Due
from dangan.workspace.case_asked import Asked


def due(asked: Asked) -> Json:
    """Return the day on which a deadline ends; ``unknown`` where nobody can tell."""
    found = _of_deadline(asked)
    if found and found.state == "unknown":
        return found.state
    return found.due_on.isoformat() if found and found.due_on else None


def due_state(asked: Asked) -> Json:
    """Return how a deadline stands on the day."""
    found = _of_deadline(asked)
    return found.state if found else None


def owed_by(asked: Asked) -> Json:
    """Return who owes what is due: a deadline, or the cells of a duty."""
    if asked.argument not in asked.ids(deadlines.SECTION):
        return _who_owes(asked)
    found = _of_deadline(asked)
    return dict(found.owed_by) if found else None


def _who_owes(asked: Asked) -> Json:
    """Return who owes a duty: one, several in a list, or None."""
    about = asked.record.id if asked.name else ""
    found: list[Json] = []
    for cell in _cells(asked):
        who = dict(cell.due.owed_by)
        if about in {"", cell.due.record} and who not in found:
            found.append(who)
    return found[0] if len(found) == 1 else found or None


def duty_cells(asked: Asked) -> Json:
    """Return the cells of a recurring duty: period, who or what, state."""
    return [
        [cell.period, *(asked.name_of(v) for v in cell.unit.values()), _stands(cell)]
        for cell in _cells(asked)
    ]


def _cells(asked: Asked) -> Iterator[duties.Cell]:
    policy = asked.case.policies.of_pack(asked.case.pack.id)
    calendar = asked.case.host.calendar
    for cell in duties.matrix(policy, asked.archive, calendar, asked.as_of):
        if cell.rule.id == asked.argument:
            yield cell


def enter_by(asked: Asked) -> Json:
    """Return the last day on which an event of a kind may be entered."""
    day = next((e.get("on") for _, e in asked.record.events(asked.argument)), None)
    last = entering.enter_by(day, asked.policy, asked.case.host.calendar)
    return last and last.isoformat()


def _of_deadline(asked: Asked) -> Due | None:
    rows = deadlines.dues(
        asked.record,
        asked.policy,
        asked.case.host.calendar,
        asked.as_of,
        asked.archive,
    )
    return next((row for row in rows if row.rule_id == asked.argument), None)


def _stands(cell: duties.Cell) -> str:
    return "nil" if cell.nil else cell.due.state
