"""A file does not stand where its number says.

Why: two branches that take one number then meet at one path, and git itself
refuses to merge them. With any other file name both would get through.
Fix: move the file with git mv to the path that the finding gives.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from dangan.checks._api import Context, check
from dangan.checks._numbering import Reading, reading
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R106", scope="record", tombstones=True, waivable=False)
def path_not_of_number(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare folder and file name with those that the scheme gives."""
    found = reading(record, ctx) if record.number else None
    folder = ctx.types[record.type].data.get("folder", record.type)
    path = PurePosixPath(record.path)
    if found is None:
        wanted = f"records/{folder}/{path.parent.name}/{path.name}"
    else:
        wanted = f"records/{folder}/{_below(found, path)}.yaml"
    if record.path != wanted:
        yield record.at("number").says(
            M("the number belongs to {path}", path=wanted),
            hint=M("move it: git mv {old} {new}", old=record.path, new=wanted),
            clauses=found.scheme.clauses if found else (),
        )


def _below(found: Reading, path: PurePosixPath) -> str:
    """Return scope and slug; what the scheme cannot tell stays as it is."""
    scope = found.scheme.scope(found.values).value or path.parent.name
    slug = found.scheme.slug(found.values).value or path.stem
    return f"{scope}/{slug}"
