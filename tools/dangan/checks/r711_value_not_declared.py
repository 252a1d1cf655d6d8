"""A value is not in the list that declares it.

Why: two spellings of one department are two departments in every register. What
is used must be declared once: people, departments and shelves in holding.yaml,
classes and further lists in the regulation.
Fix: take a declared value, or declare the new one where the finding says.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._lists import OWN_CHECK, where_declared
from dangan.model.finding import Draft
from dangan.model.json import dotted
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.vocabulary import OPEN, declared, uses


@check("R711", scope="record")
def value_not_declared(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look values up in their closed lists."""
    kind, policy = ctx.types.get(record.type), ctx.policies.for_record(record)
    for use in uses(record, kind) if kind else ():
        name = use.field.vocabulary
        if name in OPEN or name in OWN_CHECK:
            continue
        if use.value not in declared(name, kind, policy, ctx.holding):
            yield record.at(use.pointer).says(
                M("{field} is not declared", field=dotted(use.pointer)),
                hint=M(
                    "take a declared value, or declare it in {place}",
                    place=where_declared(name),
                ),
            )
