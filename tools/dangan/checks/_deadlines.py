"""What was due by a deadline, for the checks that each tell one state of it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.archive import Archive
from dangan.model.record import Record
from dangan.rules.deadlines import dues
from dangan.rules.dues import Due

#: States that some check tells; the others are only computed.
_TOLD = frozenset({"overdue", "unknown", "late"})


def deadlines(
    archive: Archive, ctx: Context, as_of: datetime.date, state: str
) -> Iterator[tuple[Record, Due]]:
    """Yield the deadlines that are in one state on a day, with their records."""
    key = ("deadlines", archive, as_of)
    found = ctx.memo.once(key, lambda: tuple(_told(archive, ctx, as_of)))
    yield from (row for row in found if row[1].state == state)


def _told(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[tuple[Record, Due]]:
    for record in archive.records:
        policy = ctx.policies.for_record(record)
        found = dues(record, policy, ctx.calendar, as_of, archive) if policy else ()
        yield from ((record, due) for due in found if due.state in _TOLD)
