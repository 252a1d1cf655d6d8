"""The year under which an item belongs cannot be told.

Why: without the date that decides, nobody knows whether the item is in the right
volume. Unknown is not right.
Fix: write the date; a year alone is enough (formed_on: "2021").
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import volumes
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.volume_year import SECTION, unknown


@check("R321", scope="archive")
def year_unknown(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Report items whose year cannot be derived."""
    for volume, policy in volumes(archive, ctx.policies):
        if not policy.rules(SECTION):
            continue
        for entry, problem in unknown(volume, policy, archive):
            yield volume.at(entry.pointer).says(
                M("the year of the item here cannot be told: {why}", why=problem),
                hint=M("write the date that decides, as exactly as it is known"),
            )
