"""Destruction step by step: exempt, execute, certify (``dangan destroy``).

Order of writing: the register with its event first, then the tombstones, at last
the certificate, in a command of its own and only when every tombstone is there. A
process that is killed in between leaves a register that says "destroyed" beside
records that are still there; ``execute`` then goes on where it stopped, and no
certificate can be made before it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules import disposal
from dangan.rules.disposal import Listed, listed
from dangan.rules.process import Standing
from dangan.rules.words import words
from dangan.workspace import filed_files
from dangan.workspace.acting import Act, Desk
from dangan.workspace.archive import Workspace
from dangan.workspace.listing import against
from dangan.workspace.stepping import (
    Wish,
    found,
    listed_people,
    refusals,
    rules_of,
    taken,
)
from dangan.workspace.tombstones import register_rule, tombstones


@dataclass(frozen=True, slots=True)
class Execution:
    """Where and how the papers are destroyed, and who is there."""

    name: str
    place: str = ""
    method: str = ""


def assign_witnesses(
    desk: Desk, name: str, people: tuple[str, ...]
) -> Act | tuple[Draft, ...]:
    """Plan the step of a witness; who it is, or are, is named with it."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    everyone = tuple(dict.fromkeys((desk.scene.by, *people)))
    unknown = listed_people(desk, everyone)
    if unknown:
        return desk.refusal(unknown, record=record)
    named = {**record.data, "witnesses": [*everyone]}
    ahead = Record(type(record.document)(record.path, named))
    refused = tuple(refusals(desk, ahead, "witnessed"))
    if refused:
        return refused
    wish = Wish(name, "witnessed", sets={"witnesses": [*everyone]})
    change = taken(desk, record, wish)
    return Act((change,), f"record: witness {record.number}", (record.number,))


def exempt(desk: Desk, name: str, item: str, reason: str) -> Act | tuple[Draft, ...]:
    """Plan to take one record off a register, with the reason."""
    register, record = found(desk, name), found(desk, item)
    if isinstance(register, tuple):
        return register
    if isinstance(record, tuple):
        return record
    line = next((x for x in listed(register) if x.record == record.id), None)
    if line is None or line.exempt is not None:
        text = M("{item} does not stand on {number}", item=item, number=register.name)
        return desk.refusal(text, record=register)
    refused = tuple(refusals(desk, register, "exempted"))
    if refused or not reason:
        return refused or desk.refusal(M("state the reason"), record=register)
    rows = [dict(row) for row in register.get("subjects")]
    off = {"on": desk.day, "by": desk.scene.by, "reason": reason}
    rows[int(line.pointer[-1])]["exempt"] = off
    wish = Wish(
        name, "exempted", {"record": record.id, "reason": reason}, {"subjects": rows}
    )
    message = f"record: take {record.number} off {register.number}"
    return Act((taken(desk, register, wish),), message, (register.number,))


def ruled_place(space: Workspace, name: str) -> str:
    """Return the place that the regulation gives for a register; empty: none."""
    register = space.archive.find(name)
    rule = register_rule(space, register) if register else None
    return str(rule.data.get("place", "")) if rule else ""


def execute(desk: Desk, wish: Execution) -> Act | tuple[Draft, ...]:
    """Plan the destruction: the register says so, tombstones take the places.

    Everything is looked at once more: period, class, holds, loans, other registers,
    stocktakes, what was listed, who approved, and where the regulation wants it
    done. Where it was interrupted it goes on with what is left.
    """
    register = found(desk, wish.name)
    if isinstance(register, tuple):
        return register
    rules = rules_of(desk, register)
    if rules is None:
        return tuple(refusals(desk, register, "destroyed"))
    gone = next(iter(register.events("destroyed")), None)
    lines = _left(desk, register)
    refused = tuple(_recheck(desk, register, lines))
    if refused:
        return refused
    if gone is None:
        return _begin(desk, register, wish, rules[1])
    changes = (
        *tombstones(desk, register, rules[1], gone[1], lines),
        *filed_files.deletions(desk, _whole(register)),
    )
    if not changes:
        return desk.refusal(
            M("{number} is destroyed already", number=register.name), record=register
        )
    return Act(changes, f"record: finish {register.number}", (register.number,))


def certify(desk: Desk, name: str) -> Act | tuple[Draft, ...]:
    """Plan the certificate; refused until every record is a tombstone."""
    register = found(desk, name)
    if isinstance(register, tuple):
        return register
    left = _left(desk, register)
    gone = next(iter(register.events("destroyed")), None)
    files = tuple(filed_files.deletions(desk, _whole(register)))
    if gone is not None and (left or files):
        text = M("{count} records are not destroyed yet", count=len(left))
        if not left:
            text = M("{count} files are not deleted yet", count=len(files))
        hint = M("run: dangan destroy execute {number}", number=register.name)
        return desk.refusal(text, hint, record=register)
    refused = tuple(refusals(desk, register, "certified"))
    if refused or gone is None:
        return refused
    sets = {"certificate": _certificate(desk, register, gone[1])}
    change = taken(desk, register, Wish(name, "certified", sets=sets))
    message = f"record: certify {register.number}"
    return Act((change,), message, (register.number,))


def _begin(
    desk: Desk, register: Record, wish: Execution, how: Standing
) -> Act | tuple[Draft, ...]:
    rule = register_rule(desk.space, register)
    witnesses = words(register.get("witnesses"))
    place = wish.place or str(rule.data.get("place", "") if rule else "")
    says: dict[str, Any] = {"place": place, "method": wish.method}
    says["with"] = [*witnesses]
    refused = list(refusals(desk, register, "destroyed"))
    for one in disposal.not_as_ruled(rule, says, witnesses) if rule else ():
        refused += desk.refusal(one.message, record=register, clauses=one.clauses)
    for field in ("place", "method"):
        if not says[field]:
            text = M("{field} is missing for this step", field=field)
            refused += desk.refusal(text, record=register)
    if refused:
        return tuple(refused)
    by_hand = filed_files.elsewhere(desk, _files(register))
    sets = {"by_hand": by_hand} if by_hand else {}
    first = taken(desk, register, Wish(wish.name, "destroyed", says, sets))
    lines = _left(desk, register)
    event = desk.event("destroyed", **says)
    others = tuple(tombstones(desk, register, how, event, lines))
    gone = tuple(filed_files.deletions(desk, _whole(register)))
    message = f"record: destroy {len(lines)} on {register.number}"
    return Act((first, *others, *gone), message, (register.number,))


def _files(register: Record) -> tuple[filed_files.Kept, ...]:
    """Return the files of everything that was not taken off a register."""
    return filed_files.of_lines(_whole(register))


def _whole(register: Record) -> tuple[Listed, ...]:
    """Return the lines that were not taken off a register."""
    return tuple(line for line in listed(register) if line.exempt is None)


def _left(desk: Desk, register: Record) -> tuple[Listed, ...]:
    """Return the lines whose records are still there."""
    known = desk.space.archive.by_id
    rows = _whole(register)
    return tuple(
        line for line in rows if not (r := known.get(line.record)) or not r.is_tombstone
    )


def _recheck(
    desk: Desk, register: Record, lines: tuple[Listed, ...]
) -> Iterator[Draft]:
    """Yield what keeps a listed record from being destroyed now."""
    archive, basis = desk.space.archive, str(register.get("basis") or disposal.EXPIRED)
    altered = {line.record for line in disposal.altered(register, archive)}
    together = frozenset(line.record for line in lines)
    for line in lines:
        record = archive.by_id.get(line.record)
        if record is None:
            text = M("{number} is not in the archive", number=line.number)
            yield from desk.refusal(text, record=register)
            continue
        if record.id in altered:
            text = M("{number} was altered after it was listed", number=record.name)
            yield record.at().says(text, hint=M("take it off and list it anew"))
        yield from against(desk, record, basis, together, register.id)
    yield from filed_files.refusals(desk, register, _whole(register))


def _certificate(desk: Desk, register: Record, gone: JsonObject) -> dict[str, Any]:
    rule = register_rule(desk.space, register)
    lines = _whole(register)
    statement = (rule.data.get("statement") if rule else None) or {}
    by_hand = register.get("by_hand") or ()
    made = {
        "number": disposal.certificate_number(register, rule),
        "on": desk.day,
        "by": desk.scene.by,
        "destroyed_on": gone.get("on"),
        "place": gone.get("place"),
        "method": gone.get("method"),
        "records": len(lines),
        "copies": _sum(lines, "copies"),
        "pages": _sum(lines, "pages"),
        "files": (len(_files(register)) - len(by_hand)) or None,
        "files_by_hand": len(by_hand) or None,
        "digest": disposal.digest_of(lines),
        "statement": _said(desk, statement),
    }
    return {key: value for key, value in made.items() if value is not None}


def _said(desk: Desk, statement: JsonObject) -> str:
    lang = str(desk.space.holding.get("language") or "zh")[:2]
    return str(statement.get(lang) or statement.get("zh") or "…")


def _sum(lines: tuple[Listed, ...], field: str) -> int:
    inner = {line.record for line in lines if line.data.get("volume")}
    return sum(
        int(line.data.get(field, 0)) for line in lines if line.record not in inner
    )
