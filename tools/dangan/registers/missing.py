"""Missing materials (缺项清单): what a file lacks, who owes it, until when, and why."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.table import Cell, Column, Table
from dangan.registers._api import Row, Told, register
from dangan.registers._office import Office
from dangan.rules import completeness
from dangan.rules.naming import Words
from dangan.rules.words import words

_STATES: dict[str, Message] = {
    "overdue": M("overdue"),
    "owed": M("owed"),
    "missing": M("missing"),
}
_OWN = (
    Column("material", M("Material")),
    Column("owed_by", M("Owed by")),
    Column("since", M("Since"), "date"),
    Column("until", M("Until"), "date"),
    Column("why", M("Why")),
    Column("lack", M("State"), "", M("overdue, owed, or missing without any promise")),
)


@register(
    title=M("Missing materials"),
    help=M("What the files lack: promised in their missing lists, or not even that."),
    columns=(
        "serial",
        "number",
        "title",
        "material",
        "owed_by",
        "since",
        "until",
        "why",
        "lack",
    ),
    own=_OWN,
)
def missing(office: Office, as_of: datetime.date) -> Table:
    """Return one row a material; ``states`` of the rule limits them."""
    wanted = words(office.get("states"))
    rows = (
        row
        for record in office.records()
        for state, row in _rows(office, record, as_of)
        if not wanted or state in wanted
    )
    return office.table(rows, as_of)


def _rows(
    office: Office, record: Record, as_of: datetime.date
) -> Iterator[tuple[str, Row]]:
    told: set[str] = set()
    for owed in completeness.owed(record, as_of):
        told.add(owed.kind)
        entry = record.get(owed.pointer)
        reason = entry.get("reason") if isinstance(entry, dict) else None
        state = "overdue" if owed.overdue else "owed"
        cells: dict[str, Cell] = {
            "material": office.names.of("materials", owed.kind),
            "owed_by": _who(office, owed.owed_by),
            "since": owed.since or None,
            "until": owed.due or None,
            "why": str(reason) if reason else None,
        }
        yield state, _row(record, state, cells, ())
    policy = office.policies.for_record(record)
    if policy is None:
        return
    for lack in office.lacking(record, policy):
        if lack.kind not in told:
            cells = {
                "material": office.names.of("materials", lack.kind),
                "owed_by": _who(office, lack.supplied_by),
            }
            yield "missing", _row(record, "missing", cells, lack.clauses)


def _row(
    record: Record, state: str, cells: dict[str, Cell], clauses: tuple[str, ...]
) -> Row:
    because = tuple(Reason(M("the regulation expects it"), one) for one in clauses)
    own: dict[str, Told] = {key: (cell, ()) for key, cell in cells.items()}
    own["lack"] = (_STATES[state], because)
    return Row(record, own=own)


def _who(office: Office, owed_by: JsonObject) -> Cell:
    names = {"department": "departments", "person": "people", "role": "roles"}
    found: tuple[Words, ...] = tuple(
        office.names.of(names.get(key, ""), str(value))
        for key, value in owed_by.items()
    )
    return found or None
