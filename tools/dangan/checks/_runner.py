"""Run checks over an archive: all findings, sorted, once.

Severity, waivers, positions and the line between what a change touches and
what stood before are decided here, for every check alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from dangan.checks._api import OF_CHANGES, SHAPE, Check, Context
from dangan.checks._claims import claims_of, rivals
from dangan.checks._drafts import (
    Ledger,
    Roster,
    Seen,
    alone,
    has_any,
    of_archive,
    of_change,
    of_files,
    of_linked,
    of_record,
    of_rules,
    of_watched,
)
from dangan.checks._judge import Judge
from dangan.checks._parallel import WORTH_IT, each
from dangan.checks._reach import Kept, kept, known_clean, reached
from dangan.checks._registry import every_check
from dangan.checks._sound import soundly
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Finding, Place, Position, Tier
from dangan.model.record import Record

Locate = Callable[[Place], Position]


class Memory(Protocol):
    """Remembers the records of the last run by path."""

    @property
    def known(self) -> Mapping[str, Kept]:
        """Return what is remembered."""

    def keep(self, rows: Mapping[str, Kept]) -> None:
        """Remember these records and no others."""


@dataclass(frozen=True)
class Run:
    """What came out, and what was not looked at."""

    findings: tuple[Finding, ...]
    #: (code, path): not run because the file lacks what the check needs.
    not_run: tuple[tuple[str, str], ...]
    checks: tuple[Check, ...]


def run(
    ctx: Context,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    locate: Locate,
    memory: Memory | None = None,
) -> tuple[Finding, ...]:
    """Return all findings of these checks, in the one order of reports."""
    return run_all(ctx, checks, as_of, locate, memory).findings


def run_all(  # noqa: PLR0913  what to look at, with what, and how
    ctx: Context,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    locate: Locate,
    memory: Memory | None = None,
    *,
    jobs: int = 1,
) -> Run:
    """Run checks, and those they need, and judge what they say.

    ``as_of`` reaches only checks that ask for it. Findings of needed but not
    chosen checks are left out.
    """
    known = memory.known if memory else None
    ledger = look(ctx, checks, as_of, known, jobs)
    if memory:
        memory.keep(_remembered(ctx, ledger, memory.known))
    judge = Judge(ctx, locate)
    findings = mark_old(list(judge.all(ledger.seen)), ctx, checks, as_of, known)
    for check in checks:
        if check.scope == "outcome":
            said = check.function(Run(tuple(findings), (), checks), ctx)
            findings += judge.all((check.code, draft) for draft in said)
    chosen = {check.code for check in checks}
    wanted = {found.sort_key: found for found in findings if found.code in chosen}
    in_order = tuple(wanted[key] for key in sorted(wanted))
    return Run(in_order, tuple(sorted(ledger.not_run(checks))), checks)


def look(
    ctx: Context,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    known: Mapping[str, Kept] | None = None,
    jobs: int = 1,
) -> Ledger:
    """Collect what the checks and those they need say, unjudged.

    With a memory the whole gate is run, so that what is remembered does not
    depend on the selection, but only where something can have changed.
    """
    checks = _with_needed(checks if known is None else _with_gate(checks))
    clean = known_clean(ctx.archive, known or {})
    near = reached(ctx.archive, known or {}, clean)
    ledger = Ledger(near=near, jobs=jobs)
    of_files(ctx, checks, ledger)
    for seen in _of_holding(ctx, checks):
        ledger.add(*seen)
    fresh = tuple(record for record in near if record.path not in clean)
    for seen in _of_records(fresh, ctx, checks, jobs):
        ledger.add(*seen)
    ctx, near = _made_sound(ctx, near, ledger)
    of_watched(ctx, checks, as_of, ledger)
    is_whole = len(near) == len(ctx.archive.records)
    part = ctx.archive if is_whole else Archive(ctx.holding, near)
    of_linked(ctx, part, checks, as_of, ledger)
    ledger.claims = claims_of(near, ctx, checks)
    crowd = rivals(ctx.archive, ledger.claims, known or {})
    of_archive(ctx, crowd, checks, as_of, ledger)
    of_rules(ctx, checks, as_of, ledger)
    of_change(ctx, checks, as_of, ledger)
    return ledger


def _made_sound(
    ctx: Context, near: tuple[Record, ...], ledger: Ledger
) -> tuple[Context, tuple[Record, ...]]:
    """Return context and records without the values that schemas refuse."""
    doubtful = {record.path for record in near if record.is_draft}
    refused = (p for p, codes in ledger.dirty.items() if has_any(codes, SHAPE))
    doubtful.update(refused)
    archive = soundly(ctx.archive, doubtful, ctx.validator)
    if archive is ctx.archive:
        return ctx, near
    paths = {record.path for record in near}
    now = tuple(record for record in archive.records if record.path in paths)
    return replace(ctx, archive=archive), now


def _remembered(
    ctx: Context, ledger: Ledger, known: Mapping[str, Kept]
) -> Mapping[str, Kept]:
    """Return every record with whether nothing was seen in it.

    What was not near anything new stays as it is known.

    Nothing counts as clean while a check of linked records found something
    outside of them, for that finding would be forgotten.
    """
    paths = {record.path for record in ctx.archive.records}
    outside = ledger.linked - paths
    found = {path: row for path, row in known.items() if path in paths}
    for record in ledger.near:
        clean = not outside and record.path not in ledger.dirty
        claims = ledger.claims[record.path]
        found[record.path] = kept(record, clean=clean, claims=claims)
    return found


def _with_gate(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Add the checks whose result is remembered."""
    gate = [c for c in every_check() if c.tier is Tier.GATE and c.is_remembered]
    codes = {check.code for check in (*checks, *gate)}
    return tuple(check for check in every_check() if check.code in codes)


def _with_needed(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    """Add the checks that others need, and theirs, in the order of codes."""
    codes = {check.code for check in checks}
    while True:
        needs = tuple({n for c in every_check() if c.code in codes for n in c.needs})
        more = {c.code for c in every_check() if needs and c.code.startswith(needs)}
        if more <= codes:
            return tuple(check for check in every_check() if check.code in codes)
        codes |= more


def _of_records(
    records: tuple[Record, ...], ctx: Context, checks: tuple[Check, ...], jobs: int
) -> Iterator[Seen]:
    """Yield what the gate sees in each record by itself."""
    scopes = {"schema", "record"}
    gate = tuple(c for c in checks if c.scope in scopes and c.tier is Tier.GATE)
    lonely, roster = alone(ctx), Roster(gate)

    def look(record: Record) -> tuple[Seen, ...]:
        """Return what is seen in one record."""
        return of_record(record, lonely, roster)

    for seen in each(look, records, jobs if len(records) >= WORTH_IT else 1):
        yield from seen


def _of_holding(ctx: Context, checks: tuple[Check, ...]) -> tuple[Seen, ...]:
    """Compare holding.yaml with its schema, as far as that is declared."""
    record = Record(ctx.holding.document)
    if record.type not in ctx.types:
        return ()
    of_schema = tuple(check for check in checks if check.scope == "schema")
    return of_record(record, ctx, Roster(of_schema))


def mark_old(
    findings: list[Finding],
    ctx: Context,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    known: Mapping[str, Kept] | None = None,
) -> list[Finding]:
    """Mark what stood before the change and what the change does not touch.

    The state before is looked at only if a finding lies outside the change.
    """
    if ctx.touched is None or ctx.before is None:
        return findings
    outside = [found for found in findings if not _lies_in(found, ctx.touched)]
    if not outside:
        return findings
    timeless = tuple(c for c in checks if c.scope not in OF_CHANGES)
    before = ctx.before()
    same_rules = known if before.policies is ctx.policies else None
    stood = {_trace(*s) for s in look(before, timeless, as_of, same_rules).seen}
    old = {id(found) for found in outside if _trace_of(found) in stood}
    return [replace(f, touched=False) if id(f) in old else f for f in findings]


def _lies_in(found: Finding, touched: frozenset[str]) -> bool:
    others = (place.path for place, _ in found.related)
    return found.path in touched or any(path in touched for path in others)


def _trace(code: str, draft: Draft) -> tuple[object, ...]:
    return code, draft.place.path, draft.place.pointer, draft.message


def _trace_of(found: Finding) -> tuple[object, ...]:
    return found.code, found.path, found.pointer, found.message
