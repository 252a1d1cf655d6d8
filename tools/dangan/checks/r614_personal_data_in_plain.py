"""Personal data stand in plain text although the holding does not allow it.

Why: what is committed stays in every clone for ever. Personal data are kept on
paper or sealed, unless holding.yaml says personal_data: plain, which a company
decides once and knowingly.
Fix: remove the field and write held_on_paper: true with its location, or decide
for personal_data: plain in records/holding.yaml.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._guarded import plain_personal
from dangan.model.finding import Draft
from dangan.model.json import dotted
from dangan.model.message import M
from dangan.model.record import Record


@check("R614", scope="record", drafts=True, tombstones=True, needs=(), quiet=True)
def personal_data_in_plain(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look at the fields that the schema marks as contact or private."""
    kind = ctx.types.get(record.type)
    if kind is None or ctx.holding.get("personal_data") == "plain":
        return
    for route in plain_personal(record, kind):
        yield record.at(route, on_key=True).says(
            M("{field} holds personal data in plain text", field=dotted(route)),
            hint=M("remove it and write held_on_paper: true with its location"),
        )
