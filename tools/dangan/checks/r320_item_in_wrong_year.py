"""An item is in a volume of another year than its own.

Why: the year of a volume follows from what a document is: a request goes with its
reply, a plan with its first year, a summary with its last one.
Fix: move the item to the volume of its year.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import volumes
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.volume_year import misplaced


@check("R320", scope="archive")
def item_in_wrong_year(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Derive the year of each item."""
    for volume, policy in volumes(archive, ctx.policies):
        for found in misplaced(volume, policy, archive):
            if found.remedy == "move":
                yield volume.at(found.entry.pointer).says(
                    M("the item here belongs to the year {year}", year=found.own.year),
                    hint=M("move it to a volume of {year}", year=found.own.year),
                    related=(found.own.decided_by.at(),),
                    rule=found.own.rule,
                )
