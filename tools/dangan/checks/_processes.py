"""Processes and loans of an archive, replayed once for all checks that ask."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules.custody import Custody
from dangan.rules.involved import governing
from dangan.rules.lending import Desk, Refusal, Request, answer, applying, requests
from dangan.rules.lending_term import TooLong, beyond, limits
from dangan.rules.process import Standing, standing
from dangan.rules.process_replay import Fault
from dangan.rules.steps import process_of

#: What the gate replays: everything that is recorded, whenever it happens.
_ALWAYS = datetime.date.max
#: Wished-for loan and what stands against it.
Refused = tuple[Record, tuple[str | int, ...], Request, tuple[Refusal, ...]]


def standings(
    archive: Archive, ctx: Context, as_of: datetime.date = _ALWAYS
) -> tuple[tuple[Record, Standing], ...]:
    """Return every record of a process with how it stands."""
    key = ("standings", archive, as_of)
    return ctx.memo.once(key, lambda: tuple(_standings(archive, ctx, as_of)))


def custody(archive: Archive, ctx: Context) -> Custody:
    """Return what rests on the records of an archive."""
    return ctx.memo.once(("custody", archive), lambda: Custody(archive, ctx.policies))


def faults(
    archive: Archive, ctx: Context, *kinds: str
) -> Iterator[tuple[Record, Fault]]:
    """Yield what is wrong with the steps of all processes, of some kinds."""
    for record, found in standings(archive, ctx):
        for fault in found.faults:
            if fault.kind in kinds:
                yield record, fault


def refusals(
    archive: Archive, ctx: Context, *kinds: str
) -> Iterator[tuple[Record, tuple[str | int, ...], Refusal]]:
    """Yield why loans that were made should not have been, of some kinds."""
    key = ("refusals", archive)
    rows = ctx.memo.once(key, lambda: tuple(_refused(archive, ctx)))
    for record, route, _, found in rows:
        for refusal in found:
            if refusal.kind in kinds:
                yield record, route, refusal


def renewals(archive: Archive, ctx: Context) -> Iterator[tuple[Record, TooLong]]:
    """Yield the renewals that go beyond the rules."""
    for record, route, request, policy in _loans(archive, ctx):
        del route
        desk = Desk(policy, archive, custody(archive, ctx), ctx.calendar)
        rule = process_of(record, policy)
        if rule is None:
            continue
        kinds, outs = (events_with(rule.data, e) for e in ("renew", "out"))
        found = limits(applying(request, desk))
        for one in beyond(record, found, kinds, outs, ctx.calendar):
            yield record, one


def events_with(process: object, effect: str) -> tuple[str, ...]:
    """Return the kinds of events of a process whose steps have an effect."""
    steps = process["steps"]  # type: ignore[index]
    return tuple(s["event"] for s in steps if s.get("effect") == effect)


def told(record: Record, fault: Fault) -> Draft:
    """Return a fault as a defect at its event."""
    related = (record.at(fault.related),) if fault.related else ()
    return record.at(fault.pointer).says(
        M("{step}: {fault}", step=fault.step.label, fault=fault.message),
        hint=M(
            "correct the entry, or take the missing step: dangan why {n}", n=record.name
        ),
        related=related,
        clauses=fault.clauses,
    )


def refused(record: Record, route: tuple[str | int, ...], found: Refusal) -> Draft:
    """Return a refusal as a defect of the event that lent the record."""
    hint = M("keep to the rule: {rule}", rule=found.says) if found.says else None
    usual = M("end the loan, or record what allows it: dangan why {n}", n=record.name)
    return record.at(route).says(
        found.message, hint=hint or usual, clauses=found.clauses
    )


def _standings(
    archive: Archive, ctx: Context, as_of: datetime.date
) -> Iterator[tuple[Record, Standing]]:
    around = custody(archive, ctx)
    for record in around.processes:
        policy = governing(record, ctx.policies, archive)
        if policy is None:
            continue
        found = standing(
            record, policy, archive, as_of, custody=around, calendar=ctx.calendar
        )
        if found is not None:
            yield record, found


def _loans(
    archive: Archive, ctx: Context
) -> Iterator[tuple[Record, tuple[str | int, ...], Request, Policy]]:
    for record in custody(archive, ctx).processes:
        policy = governing(record, ctx.policies, archive)
        rule = process_of(record, policy) if policy else None
        outs = events_with(rule.data, "out") if rule else ()
        if policy is not None and outs:
            for route, request in requests(record, archive, outs):
                yield record, route, request, policy


def _refused(archive: Archive, ctx: Context) -> Iterator[Refused]:
    around = custody(archive, ctx)
    for record, route, request, policy in _loans(archive, ctx):
        desk = Desk(policy, archive, around, ctx.calendar)
        found = answer(request, desk).refusals
        if found:
            yield record, route, request, found
