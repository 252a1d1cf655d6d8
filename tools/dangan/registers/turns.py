"""Inspections and stocktakes in their turn: the last one, and the next day."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M, Message, Text
from dangan.model.table import Cell, Column, Table
from dangan.registers._api import Row, Told, register
from dangan.registers._office import Office
from dangan.rules import inspection, stocktaking
from dangan.rules.inspection import Turn

_STATES = {"overdue": M("overdue"), "open": M("open"), "unknown": M("unknown")}
_OWN = (
    Column("what", M("What")),
    Column("room", M("Room")),
    Column("last_on", M("Last done"), "date"),
    Column("last", M("Record of it"), "number"),
    Column("due_on", M("Due on"), "date"),
    Column("turn", M("State")),
)


@register(
    title=M("Inspections and stocktakes due"),
    help=M("One row for each checklist and each stocktake of the regulation, by room."),
    columns=("serial", "what", "room", "last_on", "last", "due_on", "turn"),
    own=_OWN,
)
def turns(office: Office, as_of: datetime.date) -> Table:
    """Return when each is due next, the most urgent first."""
    rows = sorted(_turns(office, as_of), key=lambda turn: str(turn.due_on or ""))
    return office.table((_row(office, turn) for turn in rows), as_of)


def _turns(office: Office, as_of: datetime.date) -> Iterator[Turn]:
    """Yield each turn once; one that only a hidden record did is left out."""
    seen: set[tuple[str, ...]] = set()
    for policy in office.policies.all():
        for section in (inspection.SECTION, stocktaking.SECTION):
            true = inspection.turns(policy, office.whole, as_of, section)
            states = {_key(turn): turn.state for turn in true}
            for turn in inspection.turns(policy, office.archive, as_of, section):
                key = _key(turn)
                if key not in seen and states.get(key) == turn.state:
                    seen.add(key)
                    yield turn


def _key(turn: Turn) -> tuple[str, ...]:
    return turn.rule.section, turn.rule.origin, turn.rule.id, turn.room


def _row(office: Office, turn: Turn) -> Row:
    label = turn.rule.label
    events = list(turn.last.get("events") or ()) if turn.last else []
    state: Message | str = _STATES.get(turn.state, turn.state)
    own: dict[str, Cell] = {
        "what": Text(**label) if label else turn.rule.id,
        "room": office.names.of("locations", turn.room) if turn.room else None,
        "last_on": str(events[-1].get("on")) if events else None,
        "last": turn.last.number if turn.last else None,
        "turn": state,
    }
    told: dict[str, Told] = {key: (cell, ()) for key, cell in own.items()}
    due = turn.due_on.isoformat() if turn.due_on else None
    return Row(own={**told, "due_on": (due, turn.because)})
