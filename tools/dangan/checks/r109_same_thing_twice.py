"""Two records are about the same organisation.

Why: one customer, one file. A second file splits what is known, and a credit
limit or a complaint is looked up in the wrong one. The unified social credit
code tells organisations apart even where their names are written differently.
Fix: move what the newer file says to the older one and remove the newer, or
correct the code.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


def _claims(record: Record, ctx: Context) -> Iterator[str]:
    kind = ctx.types.get(record.type)
    for path in kind.names("unique") if kind else ():
        value = record.get(path)
        if value and isinstance(value, str):
            yield f"{record.type} {path} {value}"


@check("R109", scope="archive", compares_all=True, claims=_claims)
def same_thing_twice(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the fields that a type declares as unique."""
    for name, kind in ctx.types.items():
        for path in kind.names("unique"):
            seen: dict[str, Record] = {}
            for record in archive.records:
                value = record.get(path) if record.type == name else None
                if not value or not isinstance(value, str):
                    continue
                first = seen.setdefault(value, record)
                if first is not record:
                    yield record.at(path).says(
                        M("{other} has the same {field}", other=first.name, field=path),
                        hint=M("keep one record and move what the other says there"),
                        related=(first.at(path),),
                    )
