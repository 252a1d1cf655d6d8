"""A reference points at a destroyed record.

Why: the number is still there, the papers are not. Somebody who follows the
relation should know that before going to the shelf.
Fix: remove the reference, or add to its reason that the record was destroyed.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._lists import references
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.involved import named
from dangan.rules.steps import process_of


@check("R702", scope="archive", severity=Severity.WARNING)
def relation_to_destroyed(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for references to tombstones, where the archive has any."""
    gone = {record.id for record in archive.records if record.is_tombstone}
    for record in archive.records if gone else ():
        about = (
            {route for route, _ in named(record)} if _is_process(record, ctx) else ()
        )
        for use in references(record, ctx):
            if use.value in gone and use.pointer not in about:
                other = archive.by_id[use.value]
                yield record.at(use.pointer).says(
                    M("{other} was destroyed", other=other.name),
                    hint=M(
                        "remove the reference, or say in its reason that it is gone"
                    ),
                    related=(other.at("tombstone", on_key=True),),
                )


def _is_process(record: Record, ctx: Context) -> bool:
    """Tell whether it tells what was done to a record, which stays true."""
    policy = ctx.policies.for_record(record)
    return policy is not None and process_of(record, policy) is not None
