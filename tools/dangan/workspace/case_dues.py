"""What is due in a case: deadlines, recurring duties, the last day to enter."""

from __future__ import annotations

from dangan.model.json import Json
from dangan.rules import deadlines, duties, entering
from dangan.rules.dues import Due
from dangan.workspace.case_asked import Asked


def due(asked: Asked) -> Json:
    """Return the day on which a deadline ends."""
    found = _of_deadline(asked)
    return found.due_on.isoformat() if found and found.due_on else None


def due_state(asked: Asked) -> Json:
    """Return how a deadline stands on the day."""
    found = _of_deadline(asked)
    return found.state if found else None


def owed_by(asked: Asked) -> Json:
    """Return who owes what is due."""
    found = _of_deadline(asked)
    return dict(found.owed_by) if found else None


def duty_cells(asked: Asked) -> Json:
    """Return the cells of a recurring duty: period, who or what, state."""
    policy = asked.case.policies.of_pack(asked.case.pack.id)
    calendar = asked.case.host.calendar
    cells = duties.matrix(policy, asked.archive, calendar, asked.as_of)
    return [
        [cell.period, *(asked.name_of(v) for v in cell.unit.values()), _stands(cell)]
        for cell in cells
        if cell.rule.id == asked.argument
    ]


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
