"""Two records have one id.

Why: relations, approvals and history follow the id. A file that was copied to
begin a new record takes the id along, and from then on both are one.
Fix: give the newer record an id of its own: dangan new mints one.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


def _claims(record: Record, ctx: Context) -> Iterator[str]:
    if record.id:
        yield f"id {record.id}"


@check(
    "R102",
    scope="archive",
    compares_all=True,
    claims=_claims,
    drafts=True,
    waivable=False,
    needs=(),
)
def id_twice(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare each record with the first one of its id."""
    if len(archive.by_id) == len(archive.records):
        return
    for record in archive.records:
        first = archive.by_id.get(record.id, record)
        if first is not record:
            yield record.at("id").says(
                M("{other} has the same id", other=first.name),
                hint=M("give the newer of the two an id of its own: dangan new"),
                related=(first.at("id"),),
            )
