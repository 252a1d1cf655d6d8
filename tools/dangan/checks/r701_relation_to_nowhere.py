"""A reference points at no record.

Why: a relation is worth something only as long as its other end is there. An id
that no record has is a slip of the pen, or the trace of a lost record.
Fix: write the id of the record that is meant; dangan show NUMBER tells it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._lists import references
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.json import dotted
from dangan.model.message import M


@check("R701", scope="archive")
def relation_to_nowhere(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look every reference up."""
    for record in archive.records:
        for use in references(record, ctx):
            if use.value not in archive.by_id:
                yield record.at(use.pointer).says(
                    M("no record has the id in {field}", field=dotted(use.pointer)),
                    hint=M(
                        "write the id of the record that is meant: dangan show NUMBER"
                    ),
                )
