"""A change touches records and the rules for them at once.

Why: whoever loosens a schema and adds the record that needed it has approved
himself. Two changes let two people look.
Fix: change the schema, type or regulation first, then the records.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._touched import rules
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R812", scope="archive", compares_all=True, waivable=False, needs=())
def rules_changed_with_records(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at the schemas, types and regulations that the change alters."""
    for place in rules(ctx):
        yield place.says(
            M("this rule changes together with records"),
            hint=M("change the rule first and the records after it"),
        )
