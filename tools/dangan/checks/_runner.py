"""Run checks over an archive: all findings, sorted, once.

Severity, waivers, positions and the line between what a change touches and
what stood before are decided here, for every check alike.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from dangan.checks._api import Check, Context
from dangan.checks._drafts import (
    Ledger,
    Seen,
    alone,
    of_archive,
    of_change,
    of_files,
    of_record,
    of_watched,
)
from dangan.checks._judge import Judge
from dangan.checks._parallel import each
from dangan.checks._registry import every_check
from dangan.model.finding import Draft, Finding, Place, Position, Tier
from dangan.model.record import Record

Locate = Callable[[Place], Position]


class Memory(Protocol):
    """Keeps what the gate saw in a record, by path and digest."""

    def recall(self, path: str, digest: str) -> tuple[Seen, ...] | None:
        """Return what was seen in this very file, or None if it is not known."""

    def keep(self, path: str, digest: str, seen: tuple[Seen, ...]) -> None:
        """Remember what was seen."""


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


def run_all(
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
    ledger = look(ctx, checks, as_of, memory, jobs)
    judge = Judge(ctx, locate)
    findings = mark_old(list(judge.all(ledger.seen)), ctx, checks, as_of, memory)
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
    memory: Memory | None = None,
    jobs: int = 1,
) -> Ledger:
    """Collect what the checks and those they need say, unjudged."""
    checks = _with_needed(checks)
    ledger = Ledger()
    of_files(ctx, checks, ledger)
    for seen in (*_of_holding(ctx, checks), *_of_records(ctx, checks, memory, jobs)):
        ledger.add(*seen)
    of_watched(ctx, checks, as_of, ledger)
    of_archive(ctx, checks, as_of, ledger)
    of_change(ctx, checks, as_of, ledger)
    return ledger


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
    ctx: Context, checks: tuple[Check, ...], memory: Memory | None, jobs: int
) -> Iterable[Seen]:
    """Yield what the gate sees in each record by itself.

    With a memory all checks of the gate are run, so that what is kept does not
    depend on the selection.
    """
    gate = _timeless(every_check() if memory else checks)
    lonely = alone(ctx)
    known = _recalled(ctx, memory) if memory else {}
    fresh = [record for record in ctx.archive.records if record.path not in known]
    found = each(lambda record: of_record(record, lonely, gate), fresh, jobs)
    for record, seen in zip(fresh, found, strict=True):
        if memory:
            memory.keep(record.path, record.document.digest, seen)
        yield from seen
    for seen in known.values():
        yield from seen


def _recalled(ctx: Context, memory: Memory) -> Mapping[str, tuple[Seen, ...]]:
    told = (
        (record.path, memory.recall(record.path, record.document.digest))
        for record in ctx.archive.records
    )
    return {path: seen for path, seen in told if seen is not None}


def _of_holding(ctx: Context, checks: tuple[Check, ...]) -> tuple[Seen, ...]:
    """Compare holding.yaml with its schema, as far as that is declared."""
    record = Record(ctx.holding.document)
    if record.type not in ctx.types:
        return ()
    of_schema = tuple(check for check in checks if check.scope == "schema")
    return of_record(record, ctx, of_schema)


def _timeless(checks: tuple[Check, ...]) -> tuple[Check, ...]:
    scopes = {"schema", "record"}
    return tuple(c for c in checks if c.scope in scopes and c.tier is Tier.GATE)


def mark_old(
    findings: list[Finding],
    ctx: Context,
    checks: tuple[Check, ...],
    as_of: datetime.date,
    memory: Memory | None = None,
) -> list[Finding]:
    """Mark what stood before the change and what the change does not touch.

    The state before is looked at only if a finding lies outside the change.
    """
    if ctx.touched is None or ctx.before is None:
        return findings
    outside = [found for found in findings if not _lies_in(found, ctx.touched)]
    if not outside:
        return findings
    timeless = tuple(c for c in checks if c.scope != "change")
    before = ctx.before()
    same_rules = memory if before.policies is ctx.policies else None
    known = {_trace(*s) for s in look(before, timeless, as_of, same_rules).seen}
    old = {id(found) for found in outside if _trace_of(found) in known}
    return [replace(f, touched=False) if id(f) in old else f for f in findings]


def _lies_in(found: Finding, touched: frozenset[str]) -> bool:
    others = (place.path for place, _ in found.related)
    return found.path in touched or any(path in touched for path in others)


def _trace(code: str, draft: Draft) -> tuple[object, ...]:
    return code, draft.place.path, draft.place.pointer, draft.message


def _trace_of(found: Finding) -> tuple[object, ...]:
    return found.code, found.path, found.pointer, found.message
