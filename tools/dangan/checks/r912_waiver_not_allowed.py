"""A waiver waives what cannot be waived.

Why: a readable file, a number that stands once and the refusal of state secrets
are what everything else rests on; and a regulation may say of a rule that
nobody makes an exception.
Fix: remove the waiver and mend what the finding says.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._judge import is_refused
from dangan.checks._registry import find
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R912", scope="record", waivable=False)
def waiver_not_allowed(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask the check, and the record's regulation."""
    for route, waiver in record.each("waivers"):
        code = str(waiver.get("code"))
        check_ = find(code)
        if check_ is None:
            continue
        if not check_.waivable or is_refused(code, ctx, record):
            yield record.at((*route, "code")).says(
                M("{code} cannot be waived", code=code),
                hint=M("remove the waiver and mend what the finding says"),
            )
