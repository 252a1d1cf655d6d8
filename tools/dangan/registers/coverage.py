"""Coverage (归档覆盖): classes of the regulations under which nothing is filed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.record import Record
from dangan.model.table import Cell, Column, Table
from dangan.policy.policy import Policy
from dangan.registers._api import Row, Told, register
from dangan.registers._office import Office
from dangan.rules.naming import text_of
from dangan.rules.words import words

_OWN = (
    Column("regulation", M("Regulation")),
    Column("class_code", M("Class")),
    Column("class_label", M("Records")),
    Column("held_now", M("Held now"), "count", M("records of the class and below it")),
    Column("first_year", M("First year")),
    Column("last_year", M("Last year")),
    Column("gaps", M("Years without any"), "", M("between the first and last year")),
    Column("coverage", M("How covered"), "", M("empty, with gaps, or covered")),
)
_STATES = {"empty": M("empty"), "gaps": M("with gaps"), "covered": M("covered")}


@register(
    title=M("How far the classes are covered"),
    help=M("Every class of the regulations in use: what is filed, which years lack."),
    columns=tuple(column.key for column in _OWN),
    own=_OWN,
)
def coverage(office: Office, as_of: datetime.date) -> Table:
    """Return one row a class; ``states`` of the rule: empty, gaps, covered."""
    wanted = words(office.get("states"))
    own = office.policy
    policies = (own,) if own and own.pack.id != "base" else office.policies.all()
    rows = (
        row
        for policy in policies
        for state, row in _rows(office, policy, as_of)
        if not wanted or state in wanted
    )
    return office.table(rows, as_of)


def _rows(
    office: Office, policy: Policy, as_of: datetime.date
) -> Iterator[tuple[str, Row]]:
    parents = {
        rule.id: str(rule.get("parent") or "") for rule in policy.rules("classes")
    }
    found: dict[str, set[int]] = {code: set() for code in parents}
    counts = dict.fromkeys(parents, 0)
    for record in office.archive.records:
        code = str(record.get("class") or "")
        while code in found and not record.is_draft and not record.is_tombstone:
            counts[code] += 1
            found[code] |= _year(office, record)
            code = parents[code]
    for rule in policy.rules("classes"):
        years, count = found[rule.id], counts[rule.id]
        lack = sorted(set(range(min(years), max(years))) - years) if years else []
        state = "empty" if not count else "gaps" if lack else "covered"
        cells: dict[str, Cell] = {
            "regulation": text_of(policy.pack.title),
            "class_code": rule.id,
            "class_label": text_of(rule.label),
            "held_now": count,
            "first_year": str(min(years)) if years else None,
            "last_year": str(max(years)) if years else None,
            "gaps": tuple(map(str, lack)) or None,
            "coverage": _STATES[state],
        }
        why = tuple(
            Reason(M("the regulation names the class"), c) for c in rule.clauses
        )
        told: dict[str, Told] = {key: (cell, ()) for key, cell in cells.items()}
        yield state, Row(own={**told, "coverage": (_STATES[state], why)})


def _year(office: Office, record: Record) -> set[int]:
    kind = office.types.get(record.type)
    text = kind.year_of(record) if kind else ""
    return {int(text)} if text.isdecimal() else set()
