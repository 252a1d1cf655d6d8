"""Entries: one row for each entry of a list in the records, as of items handed over."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M
from dangan.model.table import Table
from dangan.registers._api import Row, register
from dangan.registers._office import Office
from dangan.rules.words import words


@register(
    title=M("Entries"),
    help=M("One row for each entry of a list in the records."),
    columns=("serial", "number", "record", "kind", "notes"),
)
def entries(office: Office, as_of: datetime.date) -> Table:
    """Return the entries of ``entries`` in each record; those of ``kinds`` only."""
    return office.table(_rows(office, as_of), as_of)


def _rows(office: Office, as_of: datetime.date) -> Iterator[Row]:
    path, kinds = str(office.get("entries") or "events"), words(office.get("kinds"))
    day = as_of.isoformat()
    for record in office.records():
        for _, entry in record.each(path):
            is_wanted = not kinds or entry.get("kind") in kinds
            if is_wanted and str(entry.get("on", "")) <= day:
                yield Row(record, entry)
