"""A number that a draft holds back is used elsewhere.

Why: the number stands on a label or box already. A branch that assigns it and
another one that holds it back merge without a conflict.
Fix: find out which paper bears the number. Delete reserved from the other draft,
or delete the draft; in a record that has its number, delete reserved.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import ALWAYS, Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.series import RESERVED


def _claims(record: Record, ctx: Context) -> Iterator[str]:
    number = record.data.get(RESERVED)
    if isinstance(number, str):
        yield f"number {number}"
        if not record.is_draft:
            yield ALWAYS
    if record.number:
        yield f"number {record.number}"


@check(
    "R110",
    scope="archive",
    compares_all=True,
    claims=_claims,
    drafts=True,
    waivable=False,
    needs=(),
)
def reserved_number_taken(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare numbers held back with those given and with each other."""
    holders: dict[str, Record] = {}
    for record in archive.records:
        number = record.data.get(RESERVED)
        if not isinstance(number, str):
            continue
        others = (holders.get(number), *archive.by_number.get(number, ()))
        other = next((one for one in others if one is not None), None)
        holders.setdefault(number, record)
        if other is not None or not record.is_draft:
            yield record.at(RESERVED).says(
                M(
                    "the number held back is used by {path}",
                    path=(other or record).path,
                ),
                hint=M("delete reserved here, or the draft"),
                related=(other.at(),) if other else (),
            )
