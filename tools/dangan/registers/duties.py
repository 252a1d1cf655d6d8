"""What is due (到期事项): deadlines, missing lists, duties, steps of processes."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from dangan.model.message import M
from dangan.model.period import Period
from dangan.model.table import Cell, Column, Table
from dangan.registers._api import Row, Told, register
from dangan.registers._office import Office
from dangan.rules import periods
from dangan.rules.deadlines import MISSING
from dangan.rules.dues import PENDING, Due, concerns
from dangan.rules.explain import DUE_STATES
from dangan.rules.naming import Words, text_of
from dangan.rules.words import words

_NAMES = {"department": "departments", "person": "people", "role": "roles"}
_OWN = (
    Column("due_on", M("Due"), "date", M("from the clause and the day it counts from")),
    Column("due_state", M("State"), "", M("on the as-of date")),
    Column("what", M("What")),
    Column("who", M("Who")),
    Column("late", M("Days late"), "count", M("days since it was due")),
    Column("period", M("Period")),
    Column("clause", M("Clause")),
)


@register(
    title=M("What is due"),
    help=M("What somebody owes: the oldest first."),
    columns=("serial", "due_on", "due_state", "late", "what", "who", "number", "title"),
    own=_OWN,
)
def duties(office: Office, as_of: datetime.date) -> Table:
    """Return what is due within ``within``, in the ``states`` open, overdue, unknown.

    Without ``states`` it lists what somebody still has to do.
    """
    ahead = office.get("within")
    span = Period.parse(str(ahead)) if ahead else None
    end = periods.add(as_of, span, office.calendar).value if span else None
    wanted = words(office.get("states")) or PENDING
    rows = [
        _row(office, due, as_of)
        for due in office.agenda(as_of, end)
        if due.state in wanted
        and (end is None or due.due_on is None or due.due_on <= end)
        and _is_asked(office, due, as_of)
    ]
    return office.table(rows, as_of)


def _is_asked(office: Office, due: Due, as_of: datetime.date) -> bool:
    record = office.archive.by_id.get(due.record)
    asked, holding = office.selection, office.archive.holding
    if asked.department and concerns(
        due, holding, as_of, person="", department=asked.department
    ):
        return not asked.condition
    if record is None:
        return not asked.condition and not asked.department
    return office.is_chosen(record)


def _row(office: Office, due: Due, as_of: datetime.date) -> Row:
    late = (as_of - due.due_on).days if due.due_on else 0
    who = tuple(
        office.names.of(_NAMES.get(key, ""), str(value))
        for key, value in due.owed_by.items()
    )
    because = due.because
    own: dict[str, Told] = {
        "due_on": (due.due_on.isoformat() if due.due_on else None, because),
        "due_state": (DUE_STATES[due.state], ()),
        "what": (_what(office, due), ()),
        "who": (who or None, ()),
        "late": (late if due.state == "overdue" and late > 0 else None, ()),
        "period": (due.period or None, ()),
        "clause": (_clauses(due), ()),
    }
    return Row(office.archive.by_id.get(due.record), own=own)


def _clauses(due: Due) -> Cell:
    return due.clauses or None


def _what(office: Office, due: Due) -> Words:
    """Return what is due; a missing material by its own name."""
    record = office.archive.by_id.get(due.record)
    entry = record.get(due.pointer) if record and due.rule_id == MISSING else None
    if isinstance(entry, Mapping):
        return office.names.of("materials", str(entry.get("kind")))
    return text_of(due.what) if due.what else due.rule_id
