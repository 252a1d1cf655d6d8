"""A value is not in the list that declares it.

Why: two spellings of one department are two departments in every register. What
is used must be declared once: people, departments and shelves in holding.yaml,
classes and further lists in the regulation.
Fix: take a declared value, or declare the new one where the finding says.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._lists import is_open, undeclared, where_declared
from dangan.model.finding import Draft
from dangan.model.json import dotted
from dangan.model.message import M
from dangan.model.record import Record


@check("R711", scope="record")
def value_not_declared(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look values up in their closed lists."""
    for use in undeclared(record, ctx):
        if not is_open(use):
            yield record.at(use.pointer).says(
                M("{field} is not declared", field=dotted(use.pointer)),
                hint=M(
                    "take a declared value, or declare it in {place}",
                    place=where_declared(use.field.vocabulary),
                ),
            )
