"""No regulation governs a record.

Why: holding.yaml says which regulation governs which records. A record that none
governs has no number scheme, no retention and no secrecy level: nothing about
it would ever be due, and nothing about it is sure.
Fix: add a line to packs in records/holding.yaml that matches the record; a last
line without for: takes what is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R018", scope="record")
def not_governed(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask which policy matches."""
    if ctx.policies.for_record(record) is None:
        yield record.at("type").says(
            M("no regulation of holding.yaml governs this record"),
            hint=M("add a line to packs in records/holding.yaml that matches it"),
        )
