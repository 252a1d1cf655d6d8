"""Records: one row a record; catalogues, ledgers and most registers of processes."""

from __future__ import annotations

import datetime

from dangan.model.message import M
from dangan.model.table import Table
from dangan.registers._api import Row, register
from dangan.registers._office import Office


@register(
    title=M("Records"),
    help=M("One row a record."),
    columns=("serial", "number", "title", "date", "kept_until", "state"),
)
def records(office: Office, as_of: datetime.date) -> Table:
    """Return one row for each record of the rule."""
    return office.table(map(Row, office.records()), as_of)
