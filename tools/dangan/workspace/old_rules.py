"""Who judges a change that brings rules along: the rules of before do, too.

A change that alters schemas, types, regulations or the rules of holding.yaml
cannot excuse the records that it touches: the gate looks at them a second time
with the rules in force before, and what only those find is a finding all the
same. A new record of a type that is new is judged by the new rules alone; one that
was there does not get away from its rules by taking on such a type.
"""

from __future__ import annotations

import datetime
from dataclasses import replace

from dangan.checks._runner import Locate, Run, run_all
from dangan.model.finding import Finding, Tier
from dangan.model.message import M
from dangan.workspace.context import Before, context_of


def with_old_rules(
    run: Run, change: Before, as_of: datetime.date, locate: Locate
) -> Run:
    """Add what the rules of before say of the records that the change touches."""
    space = change.under_old_rules()
    if space is None:
        return run
    gate = tuple(check for check in run.checks if check.tier is Tier.GATE)
    old = run_all(context_of(space, change), gate, as_of, locate)
    known = {_trace(found) for found in run.findings}
    there = change.space.archive.by_id
    fit = {
        record.path
        for record in space.archive.records
        if record.type in space.types or record.id in there
    }
    rows = (found for found in old.findings if found.path in fit & change.paths)
    more = (_told(found) for found in rows if _trace(found) not in known)
    return replace(run, findings=_sorted((*run.findings, *more)))


def _told(found: Finding) -> Finding:
    said = M("by the rules before this change: {fact}", fact=found.message)
    return replace(found, message=said)


def _sorted(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda found: found.sort_key))


def _trace(found: Finding) -> tuple[object, ...]:
    return found.code, found.path, found.pointer, found.message
