"""Stocktakes: begin with a snapshot, take in scans, close with two signatures."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dangan.model.finding import Draft
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules import stocktaking
from dangan.rules.dates import read
from dangan.rules.stocktaking import compare, identify
from dangan.workspace.acting import Act, Desk
from dangan.workspace.listing import highest
from dangan.workspace.stepping import Wish, found, listed_people, refusals, taken

#: How far a scan file is looked at to tell its columns apart.
_SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be counted, and why."""

    type: str
    scope: Mapping[str, str]
    #: ``{kind, on, report, record}`` of an incident.
    trigger: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Scan:
    """One line of a scan file."""

    text: str
    place: str = ""
    #: YYYY-MM-DD; empty: the day of the command.
    on: str = ""


def start(desk: Desk, order: Order) -> Act | tuple[Draft, ...]:
    """Plan a stocktake with what should be there, and where, on the day."""
    archive = desk.space.archive
    rows = tuple(
        stocktaking.expected(order.scope, archive, desk.custody, desk.scene.on)
    )
    if not rows:
        return desk.refusal(M("nothing is expected in this scope"))
    records = tuple(archive.by_id[str(row["record"])] for row in rows)
    data = {
        "type": order.type,
        "scope": dict(order.scope),
        "trigger": dict(order.trigger),
        "reason": order.reason,
        "expected": [*rows],
        "secrecy": highest(desk, records),
        "events": [desk.event("started")],
    }
    made = desk.new(data)
    if not isinstance(made, tuple):
        return (made,)
    change, record = made
    message = f"record: start stocktake {record.number} ({len(rows)} expected)"
    return Act((change,), message, (record.number,))


def count(desk: Desk, name: str, scans: tuple[Scan, ...]) -> Act | tuple[Draft, ...]:
    """Plan to take in scans; what is scanned twice at one place counts once."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    rows = [*(record.get("counts") or [])]
    known = {(row.get("text"), row.get("place", "")) for row in rows}
    for scan in scans:
        if (scan.text, scan.place) not in known:
            known.add((scan.text, scan.place))
            rows.append(_count(desk, scan))
    if len(rows) == len(record.get("counts") or []):
        return desk.refusal(M("there is nothing new in these scans"), record=record)
    ahead = Record(type(record.document)(record.path, {**record.data, "counts": rows}))
    refused = tuple(refusals(desk, ahead, "counted"))
    if refused:
        return refused
    change = taken(desk, record, Wish(name, "counted", sets={"counts": rows}))
    added = len(rows) - len(record.get("counts") or [])
    message = f"record: count {added} for {record.number}"
    return Act((change,), message, (record.number,))


def close(
    desk: Desk, name: str, second: str, explained: Mapping[str, str]
) -> Act | tuple[Draft, ...]:
    """Plan the two signatures; every difference has to be explained."""
    record = found(desk, name)
    if isinstance(record, tuple):
        return record
    unknown = listed_people(desk, (second,))
    rows = [*(record.get("explained") or []), *_explained(desk, record, explained)]
    ahead = Record(
        type(record.document)(record.path, {**record.data, "explained": rows})
    )
    left = compare(ahead, desk.space.archive).unexplained
    refused = [*(desk.refusal(unknown, record=record) if unknown else ())]
    for row in left:
        text = M("{number}: {state}", number=row.number, state=row.state)
        hint = M("explain it: --explain {number}=…", number=row.number)
        refused += desk.refusal(text, hint, record=record)
    refused += refusals(desk, record, "checked")
    if second == desk.scene.by:
        refused += desk.refusal(M("two people sign"), record=record)
    if refused:
        return tuple(refused)
    signed = [desk.event("checked"), desk.event("closed", second)]
    events = [*(record.get("events") or []), *signed]
    change = desk.altered(record, {**record.data, "explained": rows, "events": events})
    message = f"record: close stocktake {record.number}"
    return Act((change,), message, (record.number,))


def scans_of(text: str, desk: Desk, place: str = "") -> tuple[Scan, ...]:
    """Return the scans of a CSV file of any phone app.

    Which column is the number, the place and the day is told by what stands in it,
    not by its name: a number or QR text that the archive knows, a place that begins
    with one of its rooms, a day written YYYY-MM-DD. Without a place column, all
    scans are from ``place``. Lines whose number nobody knows are kept: they are
    what the report calls unknown.
    """
    body = text.removeprefix("\ufeff")
    sep = max(",;\t", key=body.partition("\n")[0].count)
    rows = [row for row in csv.reader(io.StringIO(body), delimiter=sep) if any(row)]
    columns = _columns(rows, desk)
    if "number" not in columns:
        return ()
    begin = 0 if _is_scan(rows[0], columns, desk) else 1
    return tuple(_scans(rows[begin:], columns, place))


def _scans(
    rows: list[list[str]], columns: dict[str, int], place: str
) -> Iterator[Scan]:
    for row in rows:
        cells = {key: row[i].strip() for key, i in columns.items() if i < len(row)}
        if cells.get("number"):
            on = cells.get("on", "")[:10]
            yield Scan(cells["number"], cells.get("place") or place, on)


def _columns(rows: list[list[str]], desk: Desk) -> dict[str, int]:
    """Return which column is which, by what most of its cells are."""
    sample, width = rows[:_SAMPLE], max((len(row) for row in rows), default=0)
    rooms = tuple(desk.space.holding.entries("locations"))
    tests: Mapping[str, Callable[[str], bool]] = {
        "number": lambda cell: bool(identify(cell, desk.space.archive)),
        "place": lambda cell: any(stocktaking.is_in(cell, room) for room in rooms),
        "on": lambda cell: read(cell[:10], "on").value is not None,
    }
    found: dict[str, int] = {}
    for key, test in tests.items():
        scores = [
            sum(1 for row in sample if i < len(row) and row[i] and test(row[i]))
            for i in range(width)
        ]
        best = max(range(width), key=lambda i: scores[i], default=0)
        if scores and scores[best] and best not in found.values():
            found[key] = best
    return found


def _is_scan(row: list[str], columns: dict[str, int], desk: Desk) -> bool:
    """Tell whether the first line is a scan and not a heading."""
    cell = row[columns["number"]] if columns["number"] < len(row) else ""
    return any(c.isdigit() for c in cell) or bool(identify(cell, desk.space.archive))


def _count(desk: Desk, scan: Scan) -> JsonObject:
    made = {
        "record": identify(scan.text, desk.space.archive),
        "text": scan.text,
        "place": scan.place,
        "on": scan.on or desk.day,
        "by": desk.scene.by,
    }
    return {key: value for key, value in made.items() if value}


def _explained(
    desk: Desk, record: Record, explained: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    rows = compare(record, desk.space.archive).rows
    for row in rows:
        if row.number in explained:
            name = {"record": row.record} if row.record else {"text": row.number}
            yield {**name, "reason": explained[row.number]}
