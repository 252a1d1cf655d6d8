"""A record refers to itself.

Why: nothing replies to itself and nothing is its own attachment: the id was
copied from the wrong file, and the relation that was meant is lost.
Fix: write the id of the other record.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._lists import references
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R703", scope="record")
def relation_to_itself(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare every reference with the record's own id."""
    for use in references(record, ctx):
        if use.value == record.id:
            yield record.at(use.pointer).says(
                M("the record refers to itself"),
                hint=M("write the id of the other record"),
            )
