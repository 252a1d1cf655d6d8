"""A kind of material or event is not one that is listed.

Why: the list is open, so the kind may be right; but a misspelt kind is counted
nowhere, and a material that is there under another name counts as missing.
Fix: take a listed kind, or list the new one: materials in the regulation or in
holding.yaml, events in the type.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._lists import is_open, undeclared, where_declared
from dangan.model.finding import Draft, Severity
from dangan.model.json import dotted
from dangan.model.message import M
from dangan.model.record import Record


@check("R712", scope="record", severity=Severity.WARNING)
def kind_not_listed(record: Record, ctx: Context) -> Iterator[Draft]:
    """Look kinds up in the open lists."""
    for use in undeclared(record, ctx):
        if is_open(use):
            yield record.at(use.pointer).says(
                M("{field} is a kind that is not listed", field=dotted(use.pointer)),
                hint=M(
                    "take a listed kind, or list it in {place}",
                    place=where_declared(use.field.vocabulary),
                ),
            )
