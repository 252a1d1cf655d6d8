"""Terms of loans and their renewals, from the rules that apply."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from dangan.model.json import Json, JsonObject, Pointer
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.model.reason import Derived
from dangan.model.record import Record
from dangan.policy.policy import Rule
from dangan.rules.dates import day
from dangan.rules.periods import add
from dangan.rules.workdays import Calendar

#: Days that a unit has at least, to tell the shorter of two periods.
_DAYS = {"years": 365, "months": 28, "weeks": 7, "workdays": 1, "days": 1}


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a loan may last and how often it may be renewed."""

    #: What the term is where nobody agreed on another.
    term: Period | None = None
    at_most: Period | None = None
    #: None: nobody says.
    renewals: int | None = None
    renewal_for: Period | None = None
    clauses: tuple[str, ...] = ()
    renewal_clauses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TooLong:
    """A renewal that goes beyond the rules."""

    pointer: Pointer
    message: Message
    clauses: tuple[str, ...]


def limits(rules: tuple[Rule, ...]) -> Limits:
    """Return what several loan rules say together."""
    caps = [r for r in rules if "at_most" in r.data]
    cap = min(caps, key=lambda r: _length(_period(r.data["at_most"])), default=None)
    usual = next((r for r in rules if "term" in r.data), None)
    again = next((r for r in rules if "renewals" in r.data), None)
    renewals: JsonObject = again.data["renewals"] if again else {}
    cited = tuple(c for rule in (cap, usual) if rule for c in rule.clauses)
    count = renewals.get("at_most")
    return Limits(
        term=_period(usual.data["term"]) if usual else None,
        at_most=_period(cap.data["at_most"]) if cap else None,
        renewals=int(count) if count is not None else None,
        renewal_for=_period(renewals["for"]) if "for" in renewals else None,
        clauses=tuple(dict.fromkeys(cited)),
        renewal_clauses=again.clauses if again else (),
    )


def last_day(
    period: Period | None, day: datetime.date, calendar: Calendar | None
) -> Derived[datetime.date] | None:
    """Return the last day in time of a loan that begins on a day."""
    return add(day, period, calendar) if period else None


def beyond(
    loan: Record,
    found: Limits,
    kinds: tuple[str, ...],
    outs: tuple[str, ...],
    calendar: Calendar | None = None,
) -> Iterator[TooLong]:
    """Yield the renewals of a loan that are one too many or too long.

    ``kinds`` are the events that renew it, ``outs`` those that take it out. A
    renewal is counted from the day until which the record was out before.
    """
    until, count = "", 0
    for route, event in loan.each("events"):
        if event.get("kind") in outs:
            until = str(event.get("until") or until)
        if event.get("kind") not in kinds:
            continue
        count += 1
        if found.renewals is not None and count > found.renewals:
            text = M("a loan is renewed {count} times at most", count=found.renewals)
            yield TooLong(route, text, found.renewal_clauses)
        start = day(until or event.get("on"))
        until = str(event.get("until") or until)
        ends = last_day(found.renewal_for, start, calendar) if start else None
        if ends and ends.value and until > ends.value.isoformat():
            date = ends.value.isoformat()
            text = M("the latest day of return after this renewal is {date}", date=date)
            yield TooLong((*route, "until"), text, found.renewal_clauses)


def _period(text: Json) -> Period:
    return Period.parse(str(text))


def _length(period: Period) -> int:
    return period.count * _DAYS[period.unit]
