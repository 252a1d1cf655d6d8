"""Records with what their regulation expects of their materials."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dangan.model.archive import Archive
from dangan.model.finding import Place
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.rules.completeness import SECTION, Completeness, Expected, materials


def complete(
    archive: Archive, policies: Policies
) -> Iterator[tuple[Record, Completeness]]:
    """Yield every record of which materials are expected."""
    yield from _all(archive, policies)


def place(record: Record, line: Expected) -> Place:
    """Return the node to point at: the material, or the list that lacks it."""
    own = [piece for piece in line.pieces if piece.record is record]
    return record.at(own[0].pointer if own else ("materials",))


@lru_cache(maxsize=1)
def _all(
    archive: Archive, policies: Policies
) -> tuple[tuple[Record, Completeness], ...]:
    """Keep the answer for the last archive: several checks ask for it."""
    found: list[tuple[Record, Completeness]] = []
    for record in archive.records:
        policy = None if record.is_tombstone else policies.for_record(record)
        if policy is not None and policy.select(SECTION, record.data):
            found.append((record, materials(record, policy, archive)))
    return tuple(found)
