"""Columns that are computed: how one is written."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from dangan.model.message import Message
from dangan.model.record import Record
from dangan.model.table import Kind
from dangan.registers._api import Row, Told
from dangan.registers._office import Office

Tell = Callable[[Office, Record, datetime.date], Told]


@dataclass(frozen=True, slots=True)
class Computed:
    """A column that follows from the record of a row and the rules."""

    label: Message
    help: Message
    tell: Tell
    kind: Kind = ""

    def told(self, office: Office, row: Row, as_of: datetime.date) -> Told:
        """Return the cell of a row; empty where the row is about no record."""
        return self.tell(office, row.record, as_of) if row.record else (None, ())
