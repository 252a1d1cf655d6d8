"""Registers that a case can ask for: their columns and rows as plain values."""

from __future__ import annotations

import datetime

from dangan.model.errors import PackError
from dangan.model.json import Json
from dangan.model.message import M, Text
from dangan.model.table import Cell, Table
from dangan.policy.faults import nearest
from dangan.registers._office import Office
from dangan.registers._shelf import shelf
from dangan.rules import inspection
from dangan.rules import reminders as ladders
from dangan.rules.agenda import agenda
from dangan.rules.statistics import SECTION, Statistics
from dangan.workspace.case_archive import CaseArchive


def columns(case: CaseArchive, name: str, as_of: datetime.date | None) -> Json:
    """Return the heads of a register, in Chinese where a pack names them."""
    return [_plain(column.label) for column in _table(case, name, as_of).columns]


def rows(case: CaseArchive, name: str, as_of: datetime.date | None) -> Json:
    """Return the rows of a register; a sum of all of them comes last."""
    table = _table(case, name, as_of)
    return [[_plain(cell) for cell in row] for row in (*table.rows, *table.foot)]


def tally(case: CaseArchive, name: str, as_of: datetime.date | None) -> Json:
    """Return what a rule of statistics counts: codes of a row → its values."""
    policy = case.policies.of_pack(case.pack.id)
    rule = policy.find(SECTION, name)
    way = (case.pack.id, "cases.yaml", str(case.case["name"]))
    if rule is None or as_of is None:
        raise PackError(
            M("there is no statistic {name} for that day", name=name),
            context=way,
            hint=nearest(name, (one.id for one in policy.rules(SECTION))),
        )
    counts = Statistics(policy, case.archive, case.host.types, as_of)
    rows = counts.tally(rule).rows.items()
    return {"/".join(code or "" for code in key): list(row) for key, row in rows}


def checklist(case: CaseArchive, name: str) -> Json:
    """Return the items of a checklist in order."""
    rule = case.policies.of_pack(case.pack.id).find(inspection.SECTION, name)
    return [item.id for item in inspection.items(rule)] if rule else None


def reminders(case: CaseArchive, as_of: datetime.date | None) -> Json:
    """Return what is told on a day: record, what is due, days after the due day."""
    if as_of is None:
        raise PackError(
            "this value depends on the day",
            context=(case.pack.id, "cases.yaml", str(case.case["name"])),
            hint="add as_of to the case",
        )
    archive, policies = case.archive, case.policies
    dues = agenda(archive, policies, case.host.calendar, as_of)
    pairs = ((due, ladders.policy_of(due, archive, policies)) for due in dues)
    found = ladders.reminders(pairs, as_of, as_of)
    return [
        [case.names.get(r.due.record, r.due.period), r.due.rule_id, r.rung.after]
        for r in found
    ]


def _table(case: CaseArchive, name: str, as_of: datetime.date | None) -> Table:
    """Return the register that the pack itself writes, before that of its parents."""
    archive, host = case.archive, case.host
    office = Office(archive, archive, host.types, case.policies, host.calendar)
    known = shelf(office)
    own = (one for one in known.values() if one.rule.id == name)
    kept = next((o for o in own if o.rule.origin == case.pack.id), known.get(name))
    way = (case.pack.id, "cases.yaml", str(case.case["name"]))
    if kept is None:
        hint = nearest(name, known)
        raise PackError(
            M("there is no register {name}", name=name), context=way, hint=hint
        )
    if as_of is None:
        raise PackError(
            "this value depends on the day", context=way, hint="add as_of to the case"
        )
    return kept.table(office, as_of)


def _plain(cell: Cell) -> Json:
    if isinstance(cell, Text):
        return cell.in_language("zh")
    if isinstance(cell, tuple):
        return [_plain(one) for one in cell]
    return cell if cell is None or isinstance(cell, int | float) else str(cell)
