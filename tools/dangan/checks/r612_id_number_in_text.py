"""An identity card number stands in a text.

Why: titles, summaries and notes go to lists, to the search index and into mails.
A person's number belongs into a field that the schema marks as personal, which
is never shown; once in a commit it stays in the history of every clone. Numbers
are recognised by their form and check digit, so a file number is not mistaken.
Fix: delete it from the text; write it into the field for it, or keep it on paper
and state held_on_paper: true.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._personal import id_numbers, spoken_of
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R612", scope="record", drafts=True, tombstones=True, needs=(), quiet=True)
def id_number_in_text(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look at every text that is not marked as personal."""
    yield from spoken_of(
        record, ctx, id_numbers, M("the text holds the number of an identity card")
    )
