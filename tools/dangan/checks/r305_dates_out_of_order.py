"""Two dates of a record contradict each other.

Why: nothing is closed before it is opened or filed before it is formed. One of
the two dates is wrong, and retention or a deadline is counted from it.
Fix: correct the wrong date. A date that is known only to the month or year may
be written so.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.policy.relations import judge

_PAIRS = (
    ("opened_on", "closed_on"),
    ("formed_on", "received_on"),
    ("formed_on", "filed_on"),
    ("received_on", "filed_on"),
    ("formed_on", "valid_until"),
    ("covers.from", "covers.to"),
    ("signed_on", "expires_on"),
    ("effective_on", "expires_on"),
)


@check("R305", scope="record")
def dates_out_of_order(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare each pair as far as both dates are known."""
    for first, second in _PAIRS:
        if record.get(first) is None or record.get(second) is None:
            continue
        order = {"relation": "before", "of": first, "than": second, "or_equal": True}
        if judge(order, record.data) is False:
            yield record.at(second).says(
                M("{second} is before {first}", first=first, second=second),
                hint=M("correct the date that is wrong"),
                related=(record.at(first),),
            )
