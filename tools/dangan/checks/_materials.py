"""Records with what their regulation expects of their materials."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.archive import Archive
from dangan.model.finding import Place
from dangan.model.record import Record
from dangan.rules.completeness import SECTION, Completeness, Expected, materials


def complete(archive: Archive, ctx: Context) -> tuple[tuple[Record, Completeness], ...]:
    """Return every record of which materials are expected; several checks ask."""
    key = ("materials", archive)
    return ctx.memo.once(key, lambda: tuple(_complete(archive, ctx)))


def expected(
    archive: Archive, ctx: Context, state: str
) -> Iterator[tuple[Record, Expected]]:
    """Yield the lines of what is expected that are in one state."""
    for record, found in complete(archive, ctx):
        for line in found.expected:
            if line.state == state:
                yield record, line


def place(record: Record, line: Expected) -> Place:
    """Return the node to point at: the material, or the list that lacks it."""
    own = [piece for piece in line.pieces if piece.record is record]
    return record.at(own[0].pointer if own else ("materials",))


def _complete(archive: Archive, ctx: Context) -> Iterator[tuple[Record, Completeness]]:
    for record in archive.records:
        policy = None if record.is_tombstone else ctx.policies.for_record(record)
        if policy is not None and policy.select(SECTION, record.data):
            yield record, materials(record, policy, archive)
