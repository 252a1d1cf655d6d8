"""Volumes with the policy that governs them, for the checks of volumes."""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.archive import Archive
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy
from dangan.rules import pages, volume_unit
from dangan.rules.volume_disorder import Breach, breaches
from dangan.rules.volume_unit import Fault


def volumes(archive: Archive, policies: Policies) -> Iterator[tuple[Record, Policy]]:
    """Yield each record that lists contents, with its policy."""
    for record in archive.records:
        policy = policies.for_record(record) if record.get("contents") else None
        if policy is not None:
            yield record, policy


def unit_faults(
    archive: Archive, ctx: Context, *kinds: str
) -> Iterator[tuple[Record, Fault]]:
    """Yield the faults of these kinds in what should be one volume."""
    key = ("units of volumes", archive)
    found = ctx.memo.once(key, lambda: tuple(_unit_faults(archive, ctx)))
    yield from (row for row in found if row[1].kind in kinds)


def disorder(
    archive: Archive, ctx: Context, kind: str
) -> Iterator[tuple[Record, Breach]]:
    """Yield where volumes do not lie in the order of the rules, of one kind."""
    key = ("order of volumes", archive)
    found = ctx.memo.once(key, lambda: tuple(_disorder(archive, ctx)))
    yield from (row for row in found if row[1].kind == kind)


def page_faults(
    archive: Archive, ctx: Context
) -> tuple[tuple[Record, pages.Fault], ...]:
    """Return what is wrong with the page numbers of all volumes."""
    key = ("pages of volumes", archive)
    return ctx.memo.once(key, lambda: tuple(_page_faults(archive, ctx)))


def other_volume(fault: Fault) -> Message:
    """Name the other volume that holds an item."""
    if fault.other is None:
        return M("take one of the two lines out of the contents")
    return M("take it out of this volume or of {volume}", volume=fault.other.name)


def _unit_faults(archive: Archive, ctx: Context) -> Iterator[tuple[Record, Fault]]:
    for record in archive.records:
        policy = None if record.is_tombstone else ctx.policies.for_record(record)
        if policy is not None and policy.rules(volume_unit.SECTION):
            faults = volume_unit.faults(record, policy, archive)
            yield from ((record, fault) for fault in faults)


def _disorder(archive: Archive, ctx: Context) -> Iterator[tuple[Record, Breach]]:
    for volume, policy in volumes(archive, ctx.policies):
        for found in breaches(volume, policy, archive):
            yield volume, found


def _page_faults(
    archive: Archive, ctx: Context
) -> Iterator[tuple[Record, pages.Fault]]:
    for volume, policy in volumes(archive, ctx.policies):
        for fault in pages.faults(volume, policy, archive):
            yield volume, fault
