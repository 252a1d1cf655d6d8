"""Who may borrow what, in which form, for how long (section ``loans``).

::

    - {id: contracts, for: {class: HT-SC}, allowed: never, clause: r16}
    - {id: own-staff, borrower: {own_department: true}, at_most: P2D, clause: r36}
    - {id: usual, term: $loan_term, renewals: {at_most: 1, for: P14D}, clause: r9}

``for`` is about the record, ``when`` and ``unless`` about the loan with
``borrower.*`` and ``subject.*`` (``rules.involved``). All rules that apply count:
the most restrictive ``allowed``, the shortest ``at_most``; of ``term`` and
``renewals`` the first that is stated. Who approves is said by the process of the
loan (``rules.process``). Every refusal cites its clause.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from dangan.model.archive import Archive
from dangan.model.json import JsonObject, Pointer
from dangan.model.message import M, Message, Text
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.rules import secrecy
from dangan.rules.custody import Custody
from dangan.rules.dates import day
from dangan.rules.involved import ONE, person_view
from dangan.rules.lending_term import Limits, last_day, limits
from dangan.rules.words import words
from dangan.rules.workdays import Calendar

SECTION = "loans"
#: From the least to the most that may be given out of hand.
FORMS = ("never", "consultation", "copy", "original")
#: Action that holds and running processes may block.
LEND = "lend"
Kind = Literal["form", "blocked", "out", "gone", "term", "many", "place"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a loan is not allowed as it stands."""

    kind: Kind
    message: Message
    clauses: tuple[str, ...] = ()
    #: Field of the loan, or of its event, that the refusal is about.
    pointer: Pointer = ()
    #: What the regulation itself says.
    says: Text | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the regulation says to a wish to borrow."""

    allowed: bool
    #: The most that may be given: ``original``, ``copy``, ``consultation``, ``never``.
    form: str
    limits: Limits
    #: Last day in time for a loan that begins on the day asked for.
    until: datetime.date | None
    refusals: tuple[Refusal, ...]
    because: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Request:
    """A wish to borrow, or a loan as it is recorded."""

    subject: Record
    #: ``{person, department}`` of the holding, or ``{organisation: …}``.
    borrower: JsonObject
    #: Day of the loan.
    day: datetime.date
    #: ``original`` or ``copy``; nothing: the original.
    form: str = "original"
    #: Day of return as agreed, ``YYYY-MM-DD``; empty: what the rules give.
    until: str = ""
    #: Where it is used, as a word of the rules; empty: not said.
    place: str = ""
    #: Further fields of the loan that rules may ask for.
    fields: JsonObject | None = None
    #: Id of the loan, which does not stand in its own way.
    loan: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a loan is judged with."""

    policy: Policy
    archive: Archive
    custody: Custody
    calendar: Calendar | None = None


def answer(request: Request, desk: Desk) -> Answer:
    """Return whether a loan is allowed, on what terms, and why not."""
    rules = applying(request, desk)
    found = limits(rules)
    most = min((_allowed(rule) for rule in rules), key=FORMS.index, default=FORMS[-1])
    refusals = (
        *_form(request, rules),
        *_gone(request, desk),
        *_blocked(request, desk),
        *_term(request, found, desk),
        *_many(request, rules, desk),
        *_place(request, rules),
    )
    ends = last_day(found.at_most or found.term, request.day, desk.calendar)
    because = (*_because(rules), *(ends.because if ends else ()))
    until = ends.value if ends else None
    return Answer(not refusals, most, found, until, refusals, because)


def applying(request: Request, desk: Desk) -> tuple[Rule, ...]:
    """Return the loan rules that bear on a request, in the order of the pack."""
    view = _view(request, desk.archive)
    level = secrecy.secrecy(request.subject, desk.policy, desk.archive).level.code
    stated = request.subject.get("secrecy")
    own = {**stated, "level": level} if isinstance(stated, dict) else {"level": level}
    data = {**request.subject.data, "secrecy": own}
    return tuple(
        rule
        for rule in desk.policy.select(SECTION, data)
        if _is_about(rule.data.get("borrower"), view)
        and matches(rule.data.get("when"), view)
        and not (rule.data.get("unless") and matches(rule.data["unless"], view))
    )


def blocked_by(policy: Policy) -> tuple[str, ...]:
    """Return the parameters that keep loan rules from running."""
    rules = (rule for rule in policy.blocked if rule.section == SECTION)
    return tuple(dict.fromkeys(name for rule in rules for name in rule.blocked_by))


def _view(request: Request, archive: Archive) -> JsonObject:
    day = request.day.isoformat()
    borrower: dict[str, Any] = dict(request.borrower)
    if "person" in borrower:
        borrower = dict(person_view(borrower, archive.holding, day))
    data = dict(request.fields or {})
    return {**data, "borrower": borrower, ONE: request.subject.data}


def _is_about(wanted: JsonObject | None, view: JsonObject) -> bool:
    borrower = view["borrower"]
    roles = set(borrower.get("roles", ()))
    own = view[ONE].get("responsible", {}).get("department")
    facts = {
        "own_department": own is not None and borrower.get("department") == own,
        "outside": "person" not in borrower,
    }
    for key, value in (wanted or {}).items():
        if key in facts and facts[key] is not value:
            return False
        if key == "role" and not roles & set(words(value)):
            return False
        if key == "not_role" and roles & set(words(value)):
            return False
    return True


def _allowed(rule: Rule) -> str:
    return str(rule.data.get("allowed", FORMS[-1]))


def _form(request: Request, rules: tuple[Rule, ...]) -> Iterator[Refusal]:
    """Yield the rules that allow less than what is asked for."""
    for rule in rules:
        most = _allowed(rule)
        if FORMS.index(most) >= FORMS.index(request.form):
            continue
        texts = {
            "never": M("{number} is never lent", number=request.subject.name),
            "consultation": M(
                "{number} may be consulted and not lent", number=request.subject.name
            ),
            "copy": M("only a copy of {number} is lent", number=request.subject.name),
        }
        yield Refusal("form", texts[most], rule.clauses, ("subject",), _says(rule))


def _gone(request: Request, desk: Desk) -> Iterator[Refusal]:
    """Yield that the record was destroyed, on that day or while it was out."""
    gone_on = str(request.subject.get("tombstone.destroyed_on", ""))
    spells = desk.custody.spells(request.subject.id, "loan")
    own = (spell for spell in spells if spell.record.id == request.loan)
    was_out = any(spell.on(gone_on) for spell in own)
    if gone_on and (was_out or request.day.isoformat() >= gone_on):
        text = M("{number} was destroyed", number=request.subject.name)
        yield Refusal("gone", text, (), ("subject",))


def _blocked(request: Request, desk: Desk) -> Iterator[Refusal]:
    day, id_ = request.day.isoformat(), request.subject.id
    if request.form == "original":
        for reason in desk.custody.resting(id_, "loan", day, apart_from=request.loan):
            yield Refusal("out", reason.message, (), ("subject",))
    found = desk.custody.blocking(id_, LEND, day, apart_from=request.loan)
    for reason, clauses in found:
        yield Refusal("blocked", reason.message, clauses, ("subject",))


def _term(request: Request, found: Limits, desk: Desk) -> Iterator[Refusal]:
    if not request.until:
        if found.term is None and found.at_most is None:
            text = M("the day of return is not agreed")
            yield Refusal("term", text, found.clauses, ("until",))
        return
    ends = last_day(found.at_most, request.day, desk.calendar)
    if ends and ends.value and request.until > ends.value.isoformat():
        text = M("the latest day of return is {date}", date=ends.value.isoformat())
        yield Refusal("term", text, found.clauses, ("until",))
    if request.until < request.day.isoformat():
        text = M("the day of return is before the day of the loan")
        yield Refusal("term", text, (), ("until",))


def _many(request: Request, rules: tuple[Rule, ...], desk: Desk) -> Iterator[Refusal]:
    person = request.borrower.get("person")
    caps = [r for r in rules if "open_at_most" in r.data]
    for rule in caps[:1] if person else ():
        day = request.day.isoformat()
        open_ = desk.custody.borrowed(str(person), day)
        others = [spell for spell in open_ if spell.record.id != request.loan]
        if len(others) >= int(rule.data["open_at_most"]):
            count = len(others)
            text = M("the borrower has {count} records out already", count=count)
            yield Refusal("many", text, rule.clauses, ("borrower",), _says(rule))


def _place(request: Request, rules: tuple[Rule, ...]) -> Iterator[Refusal]:
    for rule in rules:
        places = words(rule.data.get("places"))
        if places and request.place and request.place not in places:
            text = M("it may be used at: {places}", places=", ".join(places))
            yield Refusal("place", text, rule.clauses, ("place",), _says(rule))


def _says(rule: Rule) -> Text | None:
    says = rule.data.get("says")
    return Text(**says) if says else None


def _because(rules: tuple[Rule, ...]) -> Iterator[Reason]:
    for rule in rules:
        text = M("loan rule {rule}", rule=Text(**rule.label) if rule.label else rule.id)
        for clause in rule.clauses or ("",):
            yield Reason(text, clause)


def requests(
    loan: Record, archive: Archive, outs: tuple[str, ...]
) -> Iterator[tuple[Pointer, Request]]:
    """Yield each time a loan went out, as a request, with where it stands.

    ``outs`` are the kinds of events that take records out.
    """
    borrower = loan.get("borrower")
    for route, event in loan.each("events"):
        subject = archive.by_id.get(str(loan.get(ONE)))
        on = day(event.get("on"))
        is_out = event.get("kind") in outs and on is not None
        if is_out and on and subject and isinstance(borrower, dict):
            made = Request(subject, borrower, on)
            yield (
                route,
                replace(
                    made,
                    form=str(event.get("form") or loan.get("form") or "original"),
                    until=str(event.get("until") or loan.get("until") or ""),
                    place=str(event.get("place") or loan.get("place") or ""),
                    fields=loan.data,
                    loan=loan.id,
                ),
            )
