"""A change touches records and what guards them at once.

Why: .gitattributes can hide a change from reviewers, .mailmap can put another
name on it, hooks and CI decide whether it is checked at all. Such a change must
stand alone, so that its reviewer sees nothing else.
Fix: put the guarding file into a change of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._touched import guards, records
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R811", scope="archive", compares_all=True, waivable=False, needs=())
def guard_changed_with_records(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at the paths of the change."""
    if not records(ctx):
        return
    for place in guards(ctx):
        yield place.says(
            M("this file changes together with records"),
            hint=M("put it into a change of its own"),
        )
