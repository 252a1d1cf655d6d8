"""Destruction registers of an archive, read once for all checks that ask."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from dangan.checks._api import Context
from dangan.model.archive import Archive
from dangan.model.record import Record
from dangan.policy.policy import Policy, Rule
from dangan.rules.dates import day
from dangan.rules.disposal import Listed, listed
from dangan.rules.involved import governing
from dangan.rules.steps import process_of


@dataclass(frozen=True, slots=True)
class Register:
    """A record whose process ends with its subjects gone."""

    record: Record
    policy: Policy
    #: The process it goes through.
    rule: Rule
    #: Kinds of events by which its subjects are gone.
    gone_by: frozenset[str]
    #: Lines that were not taken off.
    lines: tuple[Listed, ...]
    #: Day on which its subjects were destroyed, YYYY-MM-DD; empty: not yet.
    gone_on: str
    #: Whether the process is over.
    is_ended: bool

    @property
    def begun_on(self) -> datetime.date:
        """Return the day of its first event."""
        first = next((e.get("on") for _, e in self.record.each("events")), None)
        return day(first) or datetime.date.max


def registers(archive: Archive, ctx: Context) -> tuple[Register, ...]:
    """Return the destruction registers of an archive, by the effect of their steps."""
    key = ("registers", archive)
    return ctx.memo.once(key, lambda: tuple(_registers(archive, ctx)))


def register_of(
    tombstone: Record, archive: Archive, ctx: Context
) -> tuple[Register, Listed] | None:
    """Return the register that lists a destroyed record, with its line."""
    for register in registers(archive, ctx):
        for line in register.lines:
            if line.record == tombstone.id:
                name = str(tombstone.get("tombstone.register", register.record.number))
                if register.record.number == name:
                    return register, line
    return None


def _registers(archive: Archive, ctx: Context) -> Iterator[Register]:
    for records in archive.by_type.values():
        if not any("subjects" in record.data for record in records):
            continue
        for record in records:
            policy = governing(record, ctx.policies, archive)
            rule = process_of(record, policy) if policy else None
            steps = rule.data["steps"] if rule else ()
            gone = frozenset(s["event"] for s in steps if s.get("effect") == "gone")
            if rule is None or policy is None or not gone or record.is_draft:
                continue
            events = [event for _, event in record.each("events")]
            on = (str(e.get("on")) for e in events if e.get("kind") in gone)
            ends = set(rule.data.get("ends", ()))
            is_ended = any(e.get("kind") in ends for e in events)
            lines = tuple(one for one in listed(record) if one.exempt is None)
            first = next(on, "")
            yield Register(record, policy, rule, gone, lines, first, is_ended)
