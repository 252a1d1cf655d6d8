"""Two controlled copies bear one number, or a lost one was replaced under its own.

Why: the number says who answers for which copy. Where a lost copy turns up
again, two copies of one number could not be told apart.
Fix: give the new copy the next number (dangan issue lost does) and write in
replaces which one it stands for.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._processes import custody
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.involved import governing
from dangan.rules.issues import reused


@check("R508", scope="archive")
def control_number_twice(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at the numbers of all copies of each issue."""
    for record in custody(archive, ctx).processes:
        policy = governing(record, ctx.policies, archive)
        for route, clauses in reused(record, archive, policy) if policy else ():
            yield record.at(route).says(
                M("a copy bears the number of another one"),
                hint=M("give it the next number of the issue"),
                clauses=clauses,
            )
