"""A change: what a record was and what it is, paired by id."""

from __future__ import annotations

from dataclasses import dataclass

from dangan.model.archive import Archive
from dangan.model.record import Record


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; ``None`` where it did not or does not exist."""

    before: Record | None
    after: Record | None

    @property
    def name(self) -> str:
        """Return what messages call the record."""
        record = self.after or self.before
        return record.name if record else ""


def changes(before: Archive, after: Archive) -> tuple[Change, ...]:
    """Pair the records of two trees by id, or by path where an id is missing."""
    old = {_key(record): record for record in before.records}
    new = {_key(record): record for record in after.records}
    pairs = (Change(old.get(key), new.get(key)) for key in sorted({*old, *new}))
    return tuple(pair for pair in pairs if not _same(pair))


def _key(record: Record) -> str:
    return record.id or record.path


def _same(change: Change) -> bool:
    if change.before is None or change.after is None:
        return False
    same_text = change.before.document.digest == change.after.document.digest
    return same_text and change.before.path == change.after.path
