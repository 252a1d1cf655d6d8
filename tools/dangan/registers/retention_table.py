"""Retention table (保管期限表): every class of records with how long it is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.json import JsonObject
from dangan.model.message import M, Message
from dangan.model.period import Period
from dangan.model.reason import Reason
from dangan.model.table import Cell, Column, Table
from dangan.policy.policy import Policy, Rule
from dangan.registers._api import Row, register
from dangan.registers._office import Office
from dangan.rules import periods
from dangan.rules.naming import Words, text_of
from dangan.rules.words import words

_OWN = (
    Column("regulation", M("Regulation")),
    Column("class_code", M("Class")),
    Column("class_label", M("Records")),
    Column("keep", M("Retention period")),
    Column("counted", M("Counted from"), "", M("the day that starts the period")),
    Column("held_now", M("Held now"), "count", M("records of the class on the day")),
)


@register(
    title=M("Retention table"),
    help=M("Every class of the regulations in use with its retention period."),
    columns=tuple(column.key for column in _OWN),
    own=_OWN,
)
def retention_table(office: Office, as_of: datetime.date) -> Table:
    """Return one row for each class of records of each regulation."""
    own = office.policy
    policies = (own,) if own and own.pack.id != "base" else office.policies.all()
    rows = (row for policy in policies for row in _rows(office, policy))
    return office.table(rows, as_of)


def _rows(office: Office, policy: Policy) -> Iterator[Row]:
    held: dict[str, int] = {}
    for record in office.archive.records:
        if not record.is_draft and not record.is_tombstone:
            code = str(record.get("class"))
            held[code] = held.get(code, 0) + 1
    for rule in policy.rules("classes"):
        sample = {"class": rule.id, **_constants(rule.data.get("for") or {})}
        default = next(iter(policy.select("retention", sample)), None)
        name = rule.get("retention") or (default.get("class") if default else None)
        term = policy.find("retention_classes", str(name)) if name else None
        trigger = default.get("trigger") if default else None
        cells: dict[str, Cell] = {
            "regulation": text_of(policy.pack.title),
            "class_code": rule.id,
            "class_label": text_of(rule.label),
            "keep": _keep(term),
            "counted": _field(office, trigger),
            "held_now": held.get(rule.id, 0),
        }
        cited = (*rule.clauses, *(default.clauses if default else ()))
        why = tuple(Reason(M("the regulation says so"), one) for one in cited)
        yield Row(own={key: (cell, why) for key, cell in cells.items()})


def _constants(condition: JsonObject) -> JsonObject:
    return {key: value for key, value in condition.items() if isinstance(value, str)}


def _keep(term: Rule | None) -> Words | None:
    if term is None:
        return None
    keep = str(term.get("keep"))
    label = text_of(term.label)
    return label if keep[:1] != "P" else _with_years(label, keep)


def _with_years(label: Words, keep: str) -> Message:
    return M("{label} ({years})", label=label, years=periods.words(Period.parse(keep)))


def _field(office: Office, trigger: object) -> Words | tuple[Words, ...] | None:
    named: list[Words] = []
    for name in words(trigger if isinstance(trigger, str | tuple) else None):
        info = office.names.field((), (name,))
        named.append(text_of(info.label) if info else name)
    return tuple(named) or None
