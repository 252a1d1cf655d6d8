"""Plans besides lending: consult, freeze, issue copies, visit customers, move."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.involved import governing
from dangan.rules.issues import copies, next_number, rule_of, valid_until
from dangan.workspace.acting import Act, Desk, FileChange
from dangan.workspace.lending_desk import (
    begun,
    continued,
    pointing_out,
    said,
    secrecy_of,
    type_of,
)
from dangan.workspace.taking import Hands, take


@dataclass(frozen=True, slots=True)
class Wish:
    """What a clerk says of a process about one or several records."""

    #: Id of the process in the pack: consultation, hold, visit…
    process: str
    about: tuple[Record, ...]
    fields: Mapping[str, Any] = field(default_factory=dict)
    hands: Hands = field(default_factory=Hands)
    #: Step, event kind or effect at which to stop.
    target: str = ""
    #: Verb of the commit message.
    does: str = ""


def plan_begin(desk: Desk, wish: Wish) -> Act | tuple[Draft, ...]:
    """Plan a new record of a process about one record, about several, or none."""
    kind = type_of(desk, next(iter(wish.about), None), wish.process)
    if kind is None:
        return desk.refusal(M("no regulation of the holding has such a process"))
    about = _about(desk, kind, wish.about) if wish.about else {}
    secret = {"secrecy": secrecy_of(desk, wish.about)} if wish.about else {}
    data = {"type": kind, **about, **secret, **wish.fields}
    names = ", ".join(record.name for record in wish.about)
    does = f"{wish.does} {{}}" + (f" ({names})" if names else "")
    return begun(desk, data, wish.target, wish.hands, does)


def plan_next(desk: Desk, record: Record, wish: Wish) -> Act | tuple[Draft, ...]:
    """Plan the next steps of a record of a process, with what it says then."""
    if wish.fields:
        data = {**record.data, **wish.fields}
        record = Record(replace(record.document, data=data))
        found = take(desk, data, wish.target, wish.hands)
        if isinstance(found, tuple):
            return found
        old = next(r for r in desk.space.archive.records if r.path == record.path)
        change = desk.altered(old, found)
        message = said(desk, record, wish.does)
        return Act((change,), message, (record.name,))
    return continued(desk, record, wish.target, wish.hands, wish.does)


def plan_consult(
    desk: Desk, wish: Wish, going_on: Record | None = None
) -> Act | tuple[Draft, ...]:
    """Plan a consultation, new or going on; what is superseded is pointed out."""
    act = plan_next(desk, going_on, wish) if going_on else plan_begin(desk, wish)
    return pointing_out(desk, wish.about, act)


def plan_lift(
    desk: Desk, hold: Record, only: tuple[Record, ...], reason: str
) -> Act | tuple[Draft, ...]:
    """Plan to lift a hold, from all its records or from some of them."""
    rows = [{"record": one.id} for one in only] or [{}]
    data: dict[str, Any] = dict(hold.data)
    for row in rows:
        said = {"hold_lifted": {**row, "reason": reason}}
        found = take(desk, data, "release", Hands(fields=said))
        if isinstance(found, tuple):
            return found
        data = found
    message = f"record: lift hold {hold.name}"
    return Act((desk.altered(hold, data),), message, (hold.name,))


def plan_move(
    desk: Desk, about: tuple[Record, ...], to: JsonObject, wish: Wish
) -> Act | tuple[Draft, ...]:
    """Plan to move records: one relocation, and the new place in each of them."""
    kind = type_of(desk, about[0], wish.process)
    if kind is None:
        return desk.refusal(M("no regulation of the holding has such a process"))
    for record in about:
        for reason, clauses in desk.custody.blocking(record.id, "move", desk.day):
            return desk.refusal(reason.message, record=record, clauses=clauses)
    rows = [_moved(record, to) for record in about]
    secret = secrecy_of(desk, about)
    data = {"type": kind, "subjects": rows, **wish.fields, "secrecy": secret}
    names = ", ".join(record.name for record in about)
    act = begun(desk, data, "move", wish.hands, f"move {names} ({{}})")
    if not isinstance(act, Act):
        return act
    changes = [desk.altered(r, {**r.data, "location": dict(to)}) for r in about]
    return replace(act, changes=(*act.changes, *changes))


def plan_issue(
    desk: Desk, document: Record, holders: tuple[JsonObject, ...], wish: Wish
) -> Act | tuple[Draft, ...]:
    """Plan the issue of controlled copies of a document, one to each holder."""
    kind = type_of(desk, document, "issue")
    if kind is None:
        return desk.refusal(M("no regulation of the holding has such a process"))
    data: dict[str, Any] = {"type": kind, "subject": document.id, **wish.fields}
    data["secrecy"] = secrecy_of(desk, (document,))
    found = take(desk, data, "issued", _copy(wish.hands, "issued", "?"))
    if isinstance(found, tuple):
        return found
    made = desk.new({**found, "controlled_copies": [_row("?", holders[0], "")]})
    if isinstance(made, Draft):
        return (made,)
    change, record = made
    whole = _with_copies(desk, record, document, holders)
    text = desk.text({**record.data, **whole}, change.path)
    message = f"record: issue {record.number} ({document.name})"
    return Act((FileChange(change.path, text),), message, (record.number,))


def plan_replace(
    desk: Desk, issue: Record, number: str, fate: str, wish: Wish
) -> Act | tuple[Draft, ...]:
    """Plan that a copy was lost or damaged, and the copy in its place."""
    found = take(desk, issue.data, fate, _copy(wish.hands, fate, number))
    if isinstance(found, tuple):
        return found
    rows = list(issue.get("controlled_copies") or ())
    old = next((row for row in rows if row.get("control_number") == number), None)
    if old is None:
        text = M("{issue} has no copy {number}", issue=issue.name, number=number)
        return desk.refusal(text, record=issue)
    if wish.target == "reissued":
        new = _successor(desk, issue, number, fate)
        row = {**_row(new, old["holder"], ""), "replaces": number}
        found = {**found, "controlled_copies": [*rows, row]}
        found = take(desk, found, "reissued", _copy(wish.hands, "reissued", new))
        if isinstance(found, tuple):
            return found
    message = f"record: {fate} copy {number} ({issue.name})"
    return Act((desk.altered(issue, found),), message, (issue.name,))


def plan_recall(
    desk: Desk, issue: Record, numbers: tuple[str, ...], wish: Wish
) -> Act | tuple[Draft, ...]:
    """Plan that copies came back; without numbers all that are out."""
    out = [copy.number for copy in copies(issue, desk.scene.on) if copy.out]
    data: dict[str, Any] = dict(issue.data)
    for number in numbers or tuple(out):
        found = take(desk, data, "recalled", _copy(wish.hands, "recalled", number))
        if isinstance(found, tuple):
            return found
        data = found
    if data == issue.data:
        return desk.refusal(
            M("no copy is out: {issue}", issue=issue.name), record=issue
        )
    message = f"record: recall {issue.name}"
    return Act((desk.altered(issue, data),), message, (issue.name,))


def _about(desk: Desk, kind: str, about: tuple[Record, ...]) -> dict[str, Any]:
    """Return the field in which a type names what it is about."""
    listed = desk.space.types[kind].fields
    if ("subjects",) in listed:
        return {"subjects": [{"record": record.id} for record in about]}
    return {"subject": about[0].id}


def _moved(record: Record, to: JsonObject) -> dict[str, Any]:
    old = record.get("location")
    return {
        "record": record.id,
        **({"from": dict(old)} if old else {}),
        "to": dict(to),
    }


def _copy(hands: Hands, kind: str, number: str) -> Hands:
    own = {**hands.fields.get(kind, {}), "copy": number}
    return replace(hands, fields={**hands.fields, kind: own})


def _row(number: str, holder: JsonObject, until: str) -> dict[str, Any]:
    limit = {"valid_until": until} if until else {}
    return {"control_number": number, "holder": dict(holder), **limit}


def _with_copies(
    desk: Desk, record: Record, document: Record, holders: tuple[JsonObject, ...]
) -> dict[str, Any]:
    """Return copies and events of a new issue, one of each for every holder."""
    policy = desk.space.policies.for_record(document)
    rule = rule_of(document, policy) if policy else None
    ends = valid_until(rule, desk.scene.on)
    events = list(record.get("events") or ())
    first = events.pop()
    rows: list[dict[str, Any]] = []
    for holder in holders:
        so_far = {**record.data, "controlled_copies": rows}
        number = next_number(Record(replace(record.document, data=so_far)), rule)
        rows.append(_row(number, holder, ends.isoformat() if ends else ""))
        events.append({**first, "copy": number})
    return {"controlled_copies": rows, "events": events}


def _successor(desk: Desk, issue: Record, number: str, fate: str) -> str:
    """Return the number of the copy in the place of another."""
    document = desk.space.archive.by_id.get(str(issue.get("subject")))
    policy = governing(issue, desk.space.policies, desk.space.archive)
    rule = rule_of(document, policy) if document and policy else None
    keeps = rule is not None and rule.data.get(fate) == "same"
    return number if keeps else next_number(issue, rule)
