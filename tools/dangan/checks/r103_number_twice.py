"""Two records bear one number.

Why: a number names one thing for ever. Two branches that take the same number
merge without a conflict when their files are named differently.
Fix: keep the number where it was first and run dangan assign for the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.numbers import schemes


def _claims(record: Record, ctx: Context) -> Iterator[str]:
    if record.number:
        yield f"number {record.number}"


@check(
    "R103",
    scope="archive",
    compares_all=True,
    claims=_claims,
    waivable=False,
    needs=(),
)
def number_twice(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the bearers of each number, unless the scheme itself collides."""
    numbers = [record.number for record in archive.records if record.number]
    if len(set(numbers)) == len(numbers):
        return
    for first, *others in archive.by_number.values():
        for later in others:
            policy = ctx.policies.for_record(later)
            options = schemes(policy, ctx.holding, later.data) if policy else ()
            if any(scheme.collides for scheme in options):
                continue
            yield later.at("number").says(
                M("{other} bears this number already", other=first.path),
                hint=M("run for the newer of the two: dangan assign"),
                related=(first.at("number"),),
                clauses=tuple(c for s in options for c in s.clauses),
            )
