"""Work report (工作报告): several statistics side by side, this period and the last."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M
from dangan.model.reason import Reason
from dangan.model.table import Cell, Column, Table
from dangan.registers._api import Row, register
from dangan.registers._office import Office
from dangan.rules.measures import Number
from dangan.rules.naming import text_of
from dangan.rules.statistics import SECTION, Statistics
from dangan.rules.tallies import Tally
from dangan.rules.words import words

_OWN = (
    Column("what", M("Statistic")),
    Column("span", M("Time")),
    Column("value", M("This period"), "count"),
    Column("before", M("Period before"), "count", M("the whole period before")),
    Column("change", M("Change"), "count"),
    Column("clause", M("Clause")),
)


@register(
    title=M("Work report"),
    help=M("What was counted: this period beside the one before."),
    columns=("what", "span", "value", "before", "change", "clause"),
    own=_OWN,
)
def work_report(office: Office, as_of: datetime.date) -> Table:
    """Return one row for each of the rule's ``statistics``; none named: all."""
    return office.table(_rows(office, as_of), as_of)


def _rows(office: Office, as_of: datetime.date) -> Iterator[Row]:
    policy = office.policy
    if policy is None:
        return
    wanted = words(office.get("statistics"))
    counts = Statistics(policy, office.archive, office.types, as_of)
    for rule in policy.rules(SECTION):
        if (not wanted and "bands" not in rule.data) or rule.id in wanted:
            tally = counts.tally(rule)
            new, old = _last_two(tally)
            why = tuple(Reason(M("counted by the regulation"), c) for c in rule.clauses)
            cells: dict[str, Cell] = {
                "what": text_of(rule.label),
                "span": tally.periods[-1].name if tally.periods else None,
                "value": new,
                "before": old,
                "change": _change(new, old),
                "clause": rule.clauses or None,
            }
            own = {key: (cell, ()) for key, cell in cells.items()}
            yield Row(own={**own, "value": (new, why)})


def _last_two(tally: Tally) -> tuple[Number | None, Number | None]:
    """Return the values of the last period and of the one before it."""
    if not tally.periods:
        return tally.total[-1], None
    names = [period.name for period in tally.periods[-2:]]
    values = [tally.total[tally.columns.index(name)] for name in names]
    return values[-1], values[0] if len(values) > 1 else None


def _change(new: Number | None, old: Number | None) -> Number | None:
    return None if new is None or old is None else round(new - old, 2)
