"""Ending periods (到期): records whose retention is over, or ends soon."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M
from dangan.model.period import Period
from dangan.model.table import Table
from dangan.registers._api import Row, register
from dangan.registers._office import Office
from dangan.rules import periods
from dangan.rules.words import words


@register(
    title=M("Periods that end"),
    help=M("Records to be appraised: the period is over, or ends within the time."),
    columns=(
        "serial",
        "number",
        "title",
        "year_of",
        "retention.class",
        "kept_until",
        "disposition",
        "holds_now",
        "place",
    ),
)
def expiring(office: Office, as_of: datetime.date) -> Table:
    """Return the records whose period is over by the end of ``within``.

    Without ``within`` it looks to the end of the year. What cannot be computed is
    listed too: it is neither due nor fine.
    """
    ahead = office.get("within")
    end = datetime.date(as_of.year, 12, 31)
    if ahead:
        end = periods.add(as_of, Period.parse(str(ahead)), office.calendar).value or end
    return office.table(_rows(office, as_of, end), as_of)


def _rows(office: Office, as_of: datetime.date, end: datetime.date) -> Iterator[Row]:
    wanted = words(office.get("states"))
    found: list[tuple[str, str, Row]] = []
    for record in office.records():
        kept = office.disposition(record, as_of)
        if kept is None or (wanted and kept.state not in wanted):
            continue
        if kept.state == "error" or (kept.last_day_kept and kept.last_day_kept <= end):
            day = kept.last_day_kept.isoformat() if kept.last_day_kept else ""
            found.append((day, record.name, Row(record)))
    yield from (row for _, _, row in sorted(found, key=lambda one: one[:2]))
