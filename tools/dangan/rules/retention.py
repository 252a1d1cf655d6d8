"""Retention (保管期限): the only place that computes when a record may be disposed of.

Sections ``retention_classes`` (how long, how counted), ``retention`` (class and
trigger by default), ``floors`` (legal minimum, for records that declare the
basis; the longest wins) and ``ceilings`` (maximum; the shortest wins). Where a
floor outlasts a ceiling the record is *restricted* from then on: kept, not used,
not shown. A hold wins over everything. What is missing or unreadable gives
*error*, which is never *eligible*. The dates do not depend on ``as_of``.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dangan.model.archive import Archive
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.policy import Policy
from dangan.rules.holds import Hold, holds
from dangan.rules.terms import NEVER, Term, class_term, limits
from dangan.rules.words import words

State = Literal["permanent", "running", "eligible", "held", "restricted", "error"]
_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Disposition:
    """What may happen to a record, when, and why."""

    state: State
    #: Id of the retention class; empty where there is none.
    retention_class: str = ""
    last_day_kept: datetime.date | None = None
    eligible_from: datetime.date | None = None
    #: First day of restriction, where a floor outlasts a ceiling.
    restricted_from: datetime.date | None = None
    #: Legal minimum and maximum periods that bind this record.
    floors: tuple[Term, ...] = ()
    ceilings: tuple[Term, ...] = ()
    holds: tuple[Hold, ...] = ()
    because: tuple[Reason, ...] = ()
    problem: Message | None = None


@dataclass(frozen=True, slots=True)
class _Terms:
    """The periods that bear on one record."""

    own: Term
    floors: tuple[Term, ...]
    ceilings: tuple[Term, ...]
    #: A legal basis that nothing declares.
    unknown: Message | None

    @property
    def problem(self) -> Message | None:
        """Return the first thing that keeps the dates from being computed."""
        floors = () if self.own.kind == "permanent" else self.floors
        found = (term.problem for term in (self.own, *floors, *self.ceilings))
        return next((problem for problem in found if problem), self.unknown)

    @property
    def dates(self) -> tuple[datetime.date, datetime.date | None]:
        """Return the last day kept and the first day of restriction."""
        floor = max((term.ends for term in self.floors), default=datetime.date.min)
        ceiling = min((term.ends for term in self.ceilings), default=NEVER)
        wanted = max(self.own.ends, floor)
        if ceiling >= wanted:
            return wanted, None
        return max(floor, ceiling), ceiling + _DAY if floor > ceiling else None

    @property
    def because(self) -> Iterator[Reason]:
        """Yield the reasons of all periods."""
        for term in (self.own, *self.floors, *self.ceilings):
            yield from term.because


def disposition(
    record: Record, policy: Policy, as_of: datetime.date, archive: Archive
) -> Disposition:
    """Return the one answer about keeping a record, with its reasons."""
    terms = _terms(record, policy, archive)
    held = holds(record, archive, as_of)
    problem = terms.problem
    ends, restricted = terms.dates
    last = ends if ends != NEVER and not problem else None
    from_hold = (hold.reason for hold in held)
    return Disposition(
        _held_or(held, _state(terms, last, restricted, as_of)),
        terms.own.id,
        last,
        last + _DAY if last else None,
        None if problem else restricted,
        terms.floors,
        terms.ceilings,
        held,
        (*terms.because, *from_hold, *_history(record)),
        problem,
    )


def _terms(record: Record, policy: Policy, archive: Archive) -> _Terms:
    floors = limits("floors", "at_least", record, policy, archive)
    ceilings = limits("ceilings", "at_most", record, policy, archive)
    own = class_term(record, policy, archive)
    return _Terms(own, floors, ceilings, _unknown_basis(record, policy))


def _state(
    terms: _Terms,
    last: datetime.date | None,
    restricted: datetime.date | None,
    as_of: datetime.date,
) -> State:
    if terms.problem:
        return "error"
    if last is not None and as_of > last:
        return "eligible"
    if restricted is not None and as_of >= restricted:
        return "restricted"
    kinds = {term.kind for term in (terms.own, *terms.floors)}
    return "permanent" if last is None and "permanent" in kinds else "running"


def _held_or(held: tuple[Hold, ...], state: State) -> State:
    return "held" if held else state


def _unknown_basis(record: Record, policy: Policy) -> Message | None:
    """Return that a record declares a legal basis which no rule knows."""
    known = {
        str(rule.data["basis"])
        for section in ("floors", "ceilings")
        for rule in policy.rules(section)
    }
    for basis in words(record.get("legal_basis")):
        if basis not in known:
            return M("legal_basis {basis} is declared nowhere", basis=basis)
    return None


def _history(record: Record) -> Iterator[Reason]:
    """Yield the classes a record had before it was appraised again."""
    for route, entry in record.each("retention.history"):
        text = M(
            "until {date} its class was {name}",
            date=str(entry.get("until", "")),
            name=str(entry.get("class", "")),
        )
        yield Reason(text, record=record.id, pointer=route)
