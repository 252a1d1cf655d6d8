"""A waiver has expired.

Why: an exception was granted until a day. After it, either the exception is
granted again or what it covers is mended.
Fix: mend what it covers and remove the waiver, or write a new until: with the
person who granted it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R913", scope="record", tier="watch")
def waiver_expired(
    record: Record, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the last day of each waiver with the day."""
    for route, waiver in record.each("waivers"):
        until = waiver.get("until")
        if isinstance(until, str) and until < as_of.isoformat():
            yield record.at((*route, "until")).says(
                M("the waiver of {code} has ended", code=waiver.get("code")),
                hint=M("mend what it covers, or have it granted again"),
            )
