"""What records lay claim to that only one of them can have.

A check that compares all records with each other needs those that claim one
thing, such as a number; the others it would pass over. Claims are remembered
with the record, so that a run after a small change reads few records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from dangan.checks._api import ALWAYS, Check, Context
from dangan.checks._reach import Kept
from dangan.model.archive import Archive
from dangan.model.record import Record

#: Path of a record → what it claims.
Claims = Mapping[str, tuple[str, ...]]


def claims_of(
    records: Iterable[Record], ctx: Context, checks: Iterable[Check]
) -> Claims:
    """Return what some records claim, in the eyes of some checks."""
    asking = [check.claims for check in checks if check.claims is not None]
    return {
        record.document.path: tuple(
            dict.fromkeys(claim for ask in asking for claim in ask(record, ctx))
        )
        for record in records
    }


def rivals(archive: Archive, fresh: Claims, known: Mapping[str, Kept]) -> Archive:
    """Return the archive of the records that share a claim, or want to be seen.

    Args:
        archive: all records.
        fresh: claims of the records that were looked at in this run.
        known: what is remembered of the others.
    """
    rows = [_of(record, fresh, known) for record in archive.records]
    count = Counter(claim for row in rows for claim in row)
    shared = {claim for claim, times in count.items() if times > 1}
    shared.add(ALWAYS)
    found = (
        record
        for record, row in zip(archive.records, rows, strict=True)
        if not shared.isdisjoint(row)
    )
    return Archive(archive.holding, tuple(found))


def _of(record: Record, fresh: Claims, known: Mapping[str, Kept]) -> tuple[str, ...]:
    path = record.document.path
    own = fresh.get(path)
    return known[path][4] if own is None else own
