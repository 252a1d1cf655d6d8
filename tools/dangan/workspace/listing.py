"""Putting records on a destruction register: ``dangan destroy propose``."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.rules import disposal, retention, secrecy
from dangan.rules.involved import governing
from dangan.workspace import filed_files
from dangan.workspace.acting import Act, Desk
from dangan.workspace.stepping import found

#: What may not rest on a record that is listed.
_CLEAR = ("loan", "list", "freeze")
#: Fields that tell from when to when a record reaches, first those of its begin.
_FROM = ("covers.from", "formed_on", "opened_on", "year", "signed_on", "received_on")
_TO = ("covers.to", "closed_on")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be listed, and why."""

    names: tuple[str, ...]
    type: str
    basis: str = disposal.EXPIRED
    reason: str = ""


def propose(desk: Desk, wish: Proposal) -> Act | tuple[Draft, ...]:
    """Plan a new register, or say of every record why it may not stand on it."""
    records: dict[str, Record] = {}
    refused: list[Draft] = []
    for name in wish.names:
        named = found(desk, name)
        if isinstance(named, tuple):
            refused += named
        else:
            records |= {one.id: one for one in _with_contents(desk, named)}
    rows = tuple(records.values())
    together = frozenset(records)
    for record in rows:
        refused += against(desk, record, wish.basis, together)
    refused += _mixed(desk, rows)
    if refused or not rows:
        return tuple(refused) or desk.refusal(M("name the records to be listed"))
    made = desk.new(_data(desk, wish, rows))
    if not isinstance(made, tuple):
        return (made,)
    change, register = made
    message = f"record: list {len(rows)} for destruction on {register.number}"
    return Act((change,), message, (register.number,))


def against(
    desk: Desk,
    record: Record,
    basis: str,
    together: frozenset[str],
    register: str = "",
) -> Iterator[Draft]:
    """Yield everything that keeps a record from being destroyed on the day.

    Args:
        desk: the archive on the day.
        record: what is to be destroyed.
        basis: the ground on which it is.
        together: ids of what is destroyed with it.
        register: id of the register that lists it already.
    """
    space = desk.space
    found = disposal.refusals(
        record, space.policies, space.archive, desk.scene.on, basis
    )
    reasons: list[tuple[Message, tuple[str, ...]]] = [
        (one.message, one.clauses) for one in found if one.volume not in together
    ]
    for kind in _CLEAR:
        for reason in desk.custody.resting(
            record.id, kind, desk.day, apart_from=register
        ):
            cited = (reason.clause,) if reason.clause else ()
            reasons.append((reason.message, cited))
    for why, clauses in dict.fromkeys(reasons):
        text = M("{number}: {why}", number=record.name, why=why)
        yield record.at().says(text, clauses=clauses)


def dates_of(record: Record) -> dict[str, str]:
    """Return from when to when a record reaches, as far as it says."""
    begin = next((str(record.get(f)) for f in _FROM if record.get(f)), "")
    end = next((str(record.get(f)) for f in _TO if record.get(f)), "")
    found = {"from": begin, "to": end if end != begin else ""}
    return {key: value for key, value in found.items() if value} if begin else {}


def _with_contents(desk: Desk, record: Record) -> Iterator[Record]:
    yield record
    for _, entry in record.each("contents"):
        inner = desk.space.archive.by_id.get(str(entry.get("record")))
        if inner is not None and not inner.is_tombstone:
            yield inner


def _mixed(desk: Desk, rows: tuple[Record, ...]) -> tuple[Draft, ...]:
    """Return that one register has records of several regulations."""
    policies = {_pack(desk, record) for record in rows}
    if len(policies) > 1:
        packs = ", ".join(sorted(policies))
        text = M("records of several regulations: {packs}", packs=packs)
        return desk.refusal(text, M("make a register for each regulation"))
    return ()


def _pack(desk: Desk, record: Record) -> str:
    policy = desk.space.policies.for_record(record)
    return policy.pack.id if policy else ""


def _data(desk: Desk, wish: Proposal, rows: tuple[Record, ...]) -> Mapping[str, Any]:
    person = desk.space.holding.entries("people").get(desk.scene.by, {})
    responsible = {"department": person.get("department"), "person": desk.scene.by}
    return {
        "type": wish.type,
        "subjects": [_line(desk, record) for record in rows],
        "basis": wish.basis,
        "reason": wish.reason,
        "responsible": {k: v for k, v in responsible.items() if v},
        "secrecy": highest(desk, rows),
        "events": [desk.event("proposed")],
    }


def highest(desk: Desk, rows: tuple[Record, ...]) -> dict[str, Any]:
    """Return the secrecy of the most secret of some records."""
    ranked = []
    for record in rows:
        policy = governing(record, desk.space.policies, desk.space.archive)
        if policy is not None:
            level = secrecy.secrecy(record, policy, desk.space.archive).level
            ranked.append((level.rank, record.id, level.code, record))
    if not ranked:
        return {}
    _, _, code, record = max(ranked, key=lambda row: row[:2])
    owner = record.get("secrecy.owner")
    return {"level": code, **({"owner": owner} if owner else {})}


def _line(desk: Desk, record: Record) -> JsonObject:
    space = desk.space
    policy = space.policies.for_record(record)
    kept: retention.Disposition | None = None
    if policy is not None:
        kept = retention.disposition(record, policy, desk.scene.on, space.archive)
    volumes = space.archive.volume_of.get(record.id, ())
    dates = dates_of(record)
    line = {
        "record": record.id,
        "number": record.number,
        "title": record.title,
        "class": record.get("class"),
        "department": record.get("department") or record.get("responsible.department"),
        "dates": dates,
        "items": len(tuple(record.each("contents"))) or None,
        "copies": record.get("copies"),
        "pages": record.get("pages"),
        "important": record.get("important"),
        "retention": kept.retention_class if kept else None,
        "kept_until": _iso(kept.last_day_kept if kept else None),
        "kept_years": _years(dates, desk.scene.on),
        "volume": volumes[0].id if volumes else None,
        "files": filed_files.rows(record),
        "digest": disposal.fingerprint(record),
    }
    return {k: v for k, v in line.items() if v not in (None, "", {}, [])}


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None


def _years(dates: Mapping[str, str], on: datetime.date) -> int | None:
    last = dates.get("to") or dates.get("from")
    return max(on.year - int(last[:4]), 0) if last else None
