"""Holds (冻结): every record that a hold keeps, with the hold and what placed it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M
from dangan.model.table import Cell, Column, Table
from dangan.registers._api import Row, Told, register
from dangan.registers._office import Office

_OWN = (
    Column("hold", M("Hold")),
    Column("placed_on", M("Placed on"), "date"),
    Column("reason", M("Reason")),
    Column("through", M("Through"), "number", M("the volume or dossier it rests on")),
)


@register(
    title=M("Records on hold"),
    help=M("One row for each hold on each record, those of volume and dossier too."),
    columns=("serial", "number", "title", "hold", "placed_on", "reason", "through"),
    own=_OWN,
)
def held(office: Office, as_of: datetime.date) -> Table:
    """Return the holds in force on the day."""
    return office.table(_rows(office, as_of), as_of)


def _rows(office: Office, as_of: datetime.date) -> Iterator[Row]:
    for record in office.records():
        for hold in office.custody.held(record.id, as_of):
            event = hold.on.get(hold.pointer)
            said = event if isinstance(event, dict) else {}
            because = (hold.reason,)
            own: dict[str, Cell] = {
                "placed_on": said.get("on"),
                "reason": said.get("reason") or hold.on.get("reason"),
                "through": hold.on.name if hold.inherited else None,
            }
            told: dict[str, Told] = {key: (cell, ()) for key, cell in own.items()}
            yield Row(record, own={**told, "hold": (hold.id, because)})
