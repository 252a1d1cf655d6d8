"""A value is declared and nobody uses it.

Why: lists grow and nobody dares to shorten them. A value without a record may
be a misspelling of the one that is used, or a class for which nothing is
collected although something should be.
Fix: remove it from the list, or collect what belongs there.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.json import Pointer, lookup
from dangan.model.message import M
from dangan.rules.vocabulary import routes, uses


@check("R713", scope="archive", tier="watch", severity=Severity.INFO)
def declared_but_unused(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the holding's own lists with what the records say."""
    lists: dict[str, Pointer] = {"regions": ("regions",)}
    for name in ctx.holding.get("vocabularies", {}):
        lists[name] = ("vocabularies", name)
    used = {
        (use.field.vocabulary, use.value)
        for record in archive.records
        if record.type in ctx.types
        for use in uses(record, routes(ctx.types[record.type]))
    }
    for name, route in lists.items():
        for index, row in enumerate(lookup(ctx.holding.data, route, ())):
            if (name, row.get("id")) not in used:
                yield ctx.holding.document.at((*route, index, "id")).says(
                    M(
                        "{value} of {list} is declared and not used",
                        value=row.get("id"),
                        list=name,
                    ),
                    hint=M("remove it, or file what belongs there"),
                )
