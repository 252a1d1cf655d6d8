"""Plans of the lending desk: lend, give back, renew, lose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules import dates
from dangan.rules.involved import governing, subjects
from dangan.rules.lending import Answer, Request, answer
from dangan.rules.lending import Desk as Rules
from dangan.rules.lending_term import last_day
from dangan.rules.secrecy import secrecy
from dangan.rules.steps import process_of
from dangan.workspace.acting import Act, Desk
from dangan.workspace.taking import Hands, take

#: Id of the process in a pack; its ``for`` names the type of its records.
LOAN = "loan"
#: Step at which a loan stops for now → what the commit message says was done.
_VERBS = {"out": "lend", "requested": "ask for", "approved": "approve"}
#: Kind of relation by which a record takes the place of another.
SUPERSEDES = "supersedes"
_EMPTY: Mapping[str, Any] = {}


@dataclass(frozen=True, slots=True)
class LoanWish:
    """What a clerk says of a loan."""

    #: The record to be lent, or the loan that goes on.
    record: Record
    #: ``{person, department}`` of the holding, or ``{party: …}`` from outside.
    borrower: JsonObject = field(default_factory=dict)
    #: Day of return, ``YYYY-MM-DD``; empty: what the rules give.
    until: str = ""
    #: Further fields of the loan: purpose, form, place…
    fields: Mapping[str, Any] = field(default_factory=dict)
    hands: Hands = field(default_factory=Hands)
    #: Step, event kind or effect at which to stop.
    target: str = "out"


def plan_lend(desk: Desk, wish: LoanWish) -> Act | tuple[Draft, ...]:
    """Plan a loan, from the request to the lending, or as far as wished."""
    return pointing_out(desk, (wish.record,), _lent(desk, wish))


def pointing_out(
    desk: Desk, about: tuple[Record, ...], act: Act | tuple[Draft, ...]
) -> Act | tuple[Draft, ...]:
    """Return an act that tells which of its records others have superseded."""
    archive = desk.space.archive
    if not isinstance(act, Act):
        return act
    whole = [one for named in about for one in (named, *subjects(named, archive))]
    notes = (
        M("{number} is superseded by {other}", number=one.name, other=newer.name)
        for one in whole
        for newer, relation in archive.related.get(one.id, ())
        if relation.get("kind") == SUPERSEDES and not newer.is_tombstone
    )
    return replace(act, notes=tuple(notes))


def _lent(desk: Desk, wish: LoanWish) -> Act | tuple[Draft, ...]:
    does = _VERBS.get(wish.target, wish.target)
    if is_process(desk, wish.record):
        return continued(desk, wish.record, wish.target, _hands(wish), does)
    kind = type_of(desk, wish.record, LOAN)
    if kind is None:
        return desk.refusal(M("no regulation of the holding has such a process"))
    until = wish.until or _usual(desk, wish)
    wish = replace(wish, until=until)
    data = {
        "type": kind,
        "subject": wish.record.id,
        "borrower": dict(wish.borrower),
        **wish.fields,
        "secrecy": secrecy_of(desk, (wish.record,)),
    }
    return begun(
        desk, data, wish.target, _hands(wish), f"{does} {{}} ({wish.record.name})"
    )


def plan_return(
    desk: Desk, record: Record, condition: str, hands: Hands
) -> Act | tuple[Draft, ...]:
    """Plan the return of a loan, named by its number or by that of the record."""
    return _on_loan(desk, record, hands, ("back", {"condition": condition}, "return"))


def plan_lost(
    desk: Desk, record: Record, reason: str, hands: Hands
) -> Act | tuple[Draft, ...]:
    """Plan the entry that a borrower lost what was lent."""
    return _on_loan(desk, record, hands, ("lost", {"reason": reason}, "lost"))


def plan_renew(
    desk: Desk, record: Record, until: str, hands: Hands
) -> Act | tuple[Draft, ...]:
    """Plan a renewal; without a day the longest that the rules allow."""
    loan = open_loan(desk, record)
    day = until or (_renewed(desk, loan) if loan else "")
    if loan and not day:
        text = M("the new day of return is not said, and no rule gives one")
        return desk.refusal(text, M("say it: --until YYYY-MM-DD"), record=loan)
    return _on_loan(desk, record, hands, ("renew", {"until": day}, "renew"))


def _on_loan(
    desk: Desk, record: Record, hands: Hands, step: tuple[str, JsonObject, str]
) -> Act | tuple[Draft, ...]:
    """Plan a step of the open loan of a record: its effect, fields and verb."""
    effect, fields, does = step
    loan = open_loan(desk, record)
    if loan is None:
        return desk.refusal(
            M("{record} is not on loan", record=record.name), record=record
        )
    hands = _saying(desk, loan, hands, {effect: fields})
    return continued(desk, loan, effect, hands, does)


def begun(
    desk: Desk, data: Mapping[str, Any], target: str, hands: Hands, does: str
) -> Act | tuple[Draft, ...]:
    """Return the act that opens a record of a process; ``{}`` is its number."""
    found = take(desk, data, target, hands)
    if isinstance(found, tuple):
        return found
    made = desk.new(found)
    if isinstance(made, Draft):
        return (made,)
    change, record = made
    message = f"record: {does.replace('{}', record.number)}"
    return Act((change,), message, (record.number,))


def continued(
    desk: Desk, record: Record, target: str, hands: Hands, does: str
) -> Act | tuple[Draft, ...]:
    """Return the act that adds events to a record of a process."""
    found = take(desk, record.data, target, hands)
    if isinstance(found, tuple):
        return found
    change = desk.altered(record, found)
    return Act((change,), said(desk, record, does), (record.name,))


def said(desk: Desk, record: Record, does: str) -> str:
    """Return the commit message for further events of a process."""
    about = ", ".join(one.name for one in subjects(record, desk.space.archive))
    return f"record: {does} {record.name}" + (f" ({about})" if about else "")


def ask(desk: Desk, wish: LoanWish) -> Answer | None:
    """Return what the loan rules say to a wish, before anything is planned."""
    policy = _policy(desk, wish.record)
    if policy is None:
        return None
    form = str(wish.fields.get("form", "original"))
    request = Request(wish.record, wish.borrower, desk.scene.on, form=form)
    place = str(wish.fields.get("place", ""))
    request = replace(request, until=wish.until, place=place, fields=wish.fields)
    rules = Rules(policy, desk.space.archive, desk.custody, desk.space.calendar)
    return answer(request, rules)


def open_loan(desk: Desk, record: Record) -> Record | None:
    """Return the loan that is meant: itself, or the open one of a record."""
    if is_process(desk, record):
        return record
    spell = desk.custody.loan(record.id, desk.scene.on)
    return spell.record if spell else None


def is_process(desk: Desk, record: Record) -> bool:
    """Tell whether a record is one of a process."""
    return record.id in desk.custody.papers


def type_of(desk: Desk, about: Record | None, process: str) -> str | None:
    """Return the type of the records of a process, under what governs a record.

    Of a process about nothing in particular: under any regulation of the holding.
    """
    policies = desk.space.policies
    known = policies.all() if about is None else (_policy(desk, about),)
    found = (one.find("processes", process) for one in known if one)
    rule = next((rule for rule in found if rule is not None), None)
    if rule is None:
        return None
    kind = rule.data["for"]["type"]
    return str(kind if isinstance(kind, str) else kind[0])


def secrecy_of(desk: Desk, about: tuple[Record, ...]) -> dict[str, Any]:
    """Return the highest secrecy of some records, with its owner."""
    policies, archive = desk.space.policies, desk.space.archive
    rows = []
    for record in about:
        policy = policies.for_record(record)
        if policy is not None:
            level = secrecy(record, policy, archive).level
            rows.append((level.rank, level.code, record.get("secrecy.owner")))
    _, code, owner = max(rows, key=lambda row: row[0], default=(0, "", None))
    return {key: v for key, v in (("level", code), ("owner", owner)) if v}


def _policy(desk: Desk, record: Record) -> Any:
    return desk.space.policies.for_record(record)


def _usual(desk: Desk, wish: LoanWish) -> str:
    found = ask(desk, wish)
    return found.until.isoformat() if found and found.until else ""


def _hands(wish: LoanWish) -> Hands:
    until = {"until": wish.until} if wish.until else {}
    form = wish.fields.get("form")
    said = {**until, **({"form": form} if form else {})}
    fields = {**wish.hands.fields}
    for name, own in (("requested", until), ("lent", said)):
        fields[name] = {**own, **fields.get(name, {})}
    persons = dict(wish.hands.persons)
    person = wish.borrower.get("person")
    if wish.borrower and "requested" not in persons:
        persons["requested"] = str(person or "")
    return replace(wish.hands, fields=fields, persons=persons)


def _saying(
    desk: Desk, loan: Record, hands: Hands, said: Mapping[str, JsonObject]
) -> Hands:
    """Put fields to the events whose steps have an effect."""
    policy = governing(loan, desk.space.policies, desk.space.archive)
    rule = process_of(loan, policy) if policy else None
    fields = {**hands.fields}
    for step in rule.data["steps"] if rule else ():
        own = said.get(str(step.get("effect", "")))
        if own:
            kind = str(step["event"])
            fields[kind] = {**own, **fields.get(kind, {})}
    return replace(hands, fields=fields)


def _renewed(desk: Desk, loan: Record) -> str:
    """Return the latest day that the rules allow for a renewal."""
    spell = next(
        (
            s
            for s in desk.custody.spells(str(loan.get("subject")), "loan")
            if s.record.id == loan.id
        ),
        None,
    )
    about = subjects(loan, desk.space.archive)
    if spell is None or not spell.until or not about:
        return ""
    found = ask(desk, LoanWish(about[0], loan.get("borrower") or {}))
    period = found.limits.renewal_for if found else None
    start = dates.day(spell.until)
    ends = last_day(period, start, desk.space.calendar) if start else None
    return ends.value.isoformat() if ends and ends.value else ""
