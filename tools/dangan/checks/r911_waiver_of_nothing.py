"""A waiver names a check that does not exist.

Why: the waiver waives nothing, and the finding it was meant for stays.
Fix: write the code of the finding; dangan checks list shows all codes.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._registry import find
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R911", scope="record", waivable=False)
def waiver_of_nothing(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look the codes of waivers up."""
    for route, waiver in record.each("waivers"):
        if find(str(waiver.get("code"))) is None:
            yield record.at((*route, "code")).says(
                M("no check has this code"),
                hint=M("write the code of a check: dangan checks list"),
            )
