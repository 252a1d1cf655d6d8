"""A record was destroyed and there is no certificate.

Why: the certificate ends a destruction: the witness signs that what was listed, and
nothing else, is gone. Without it nobody can be shown that it was done in order.
Fix: let the witness sign: dangan destroy certify.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R369", scope="archive", tier="watch")
def tombstone_without_certificate(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look for registers whose records are gone and that nobody certified."""
    for register in registers(archive, ctx):
        record, on = register.record, register.gone_on
        if on and on <= as_of.isoformat() and record.get("certificate") is None:
            yield record.at("events", on_key=True).says(
                M("destroyed on {day}, and not certified", day=on),
                hint=M("run: dangan destroy certify {number}", number=record.name),
                clauses=register.rule.clauses,
            )
