"""Volumes with the policy that governs them, for the checks of volumes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from dangan.model.archive import Archive
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy
from dangan.rules import volume_unit
from dangan.rules.volume_unit import Fault


def volumes(archive: Archive, policies: Policies) -> Iterator[tuple[Record, Policy]]:
    """Yield each record that lists contents, with its policy."""
    for record in archive.records:
        policy = policies.for_record(record) if record.get("contents") else None
        if policy is not None:
            yield record, policy


def unit_faults(
    archive: Archive, policies: Policies, *kinds: str
) -> Iterator[tuple[Record, Fault]]:
    """Yield the faults of these kinds in what should be one volume."""
    for volume, fault in _all_faults(archive, policies):
        if fault.kind in kinds:
            yield volume, fault


def other_volume(fault: Fault) -> Message:
    """Name the other volume that holds an item."""
    if fault.other is None:
        return M("take one of the two lines out of the contents")
    return M("take it out of this volume or of {volume}", volume=fault.other.name)


@lru_cache(maxsize=1)
def _all_faults(
    archive: Archive, policies: Policies
) -> tuple[tuple[Record, Fault], ...]:
    """Keep the faults of the last archive: seven checks ask for them."""
    found: list[tuple[Record, Fault]] = []
    for record in archive.records:
        policy = None if record.is_tombstone else policies.for_record(record)
        if policy is not None and policy.rules(volume_unit.SECTION):
            faults = volume_unit.faults(record, policy, archive)
            found += ((record, fault) for fault in faults)
    return tuple(found)
