"""A record must be kept and must not be used any more.

Why: a legal minimum still runs while the purpose of the personal data has ended.
Until the minimum is over the record is stored and secured, and nothing else is
done with it (个人信息保护法, art. 47).
Fix: take it out of use: no loan, no page, no export, until the day given.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._retention import dispositions
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M


@check("R309", scope="archive", tier="watch", severity=Severity.WARNING)
def kept_but_not_used(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look for floors that outlast ceilings."""
    for record, found in dispositions(archive, ctx, as_of, "restricted"):
        yield record.at("retention").says(
            M(
                "kept until {day}, but not used since {since}",
                day=str(found.last_day_kept or "…"),
                since=str(found.restricted_from),
            ),
            hint=M("take it out of use and keep it apart"),
        )
