"""A secrecy level is lower than the regulation or the contents ask for.

Why: a volume is as secret as the most secret paper in it, and some kinds of
papers have a level below which they are never kept.
Fix: raise the level, or take out what asks for it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.secrecy import secrecy


@check("R621", scope="archive", drafts=True)
def level_below_the_rule(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the stated level with the one that binds."""
    for record in archive.records:
        policy = None if record.is_tombstone else ctx.policies.for_record(record)
        found = secrecy(record, policy, archive) if policy else None
        if found and found.stated and found.stated.rank < found.level.rank:
            raised = [reason for reason in found.because if reason.clause]
            yield record.at("secrecy.level").says(
                M(
                    "the level is lower than {level}, which binds here",
                    level=found.level.code,
                ),
                hint=M(
                    "write {level}, or take out what asks for it",
                    level=found.level.code,
                ),
                clauses=tuple(dict.fromkeys(reason.clause for reason in raised)),
            )
