"""A record type lacks a label, or names a field that it does not have.

Why: without its x-label a field stands on pages and forms under its code, and a
column, clock or personal field that is misspelt in type.yaml is silently nothing:
the field it meant is shown, or starts no period.
Fix: give every field of record.schema.json an x-label in Chinese and English, and
write the names in type.yaml as the schema has them.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.json import dotted
from dangan.model.message import M
from dangan.schema.lint import lint_type


@check(
    "R905",
    scope="archive",
    compares_all=True,
    severity=Severity.WARNING,
    waivable=False,
    needs=(),
)
def type_incomplete(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Pass on what is missing in the types, where a change can have altered them."""
    touched = ctx.touched
    if touched is not None and not any(p.startswith("schemas/") for p in touched):
        return
    for kind in (one for one in ctx.types.values() if not one.is_complete):
        for problem in lint_type(kind):
            place = problem.draft.place
            yield place.says(
                M(
                    "{type}, {field}: {fact}",
                    type=kind.id,
                    field=dotted(place.pointer),
                    fact=problem.draft.message,
                ),
                hint=M("complete the type below schemas/types/{type}", type=kind.id),
            )
