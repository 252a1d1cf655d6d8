"""Number series (编号序列): gaps, doubles and what is left of each series."""

from __future__ import annotations

import datetime
from dataclasses import replace

from dangan.model.message import M
from dangan.model.table import Table
from dangan.registers._api import register
from dangan.registers._office import Office
from dangan.rules import numbers, series


@register(
    title=M("Number series"),
    help=M("Each series of numbers: what is given, reserved, left out, given twice."),
)
def number_series(office: Office, as_of: datetime.date) -> Table:
    """Return one row a series; every scheme is counted once.

    Gaps of records above the readers' level show as gaps.
    """
    seen: dict[tuple[str, str], numbers.Scheme] = {}
    for policy in office.policies.all():
        for rule in policy.rules(numbers.SECTION):
            scheme = numbers.Scheme.from_rule(rule, office.archive.holding, policy)
            seen.setdefault((rule.origin, rule.id), scheme)
    ever = office.numbers_ever()
    found = [
        one
        for scheme in seen.values()
        for one in series.series(scheme, office.archive.records, ever)
    ]
    made = series.report(found, as_of)
    empty = office.made((), (), as_of)
    return replace(
        made,
        name=empty.name,
        title=empty.title,
        clauses=empty.clauses,
        lead=empty.lead,
    )
