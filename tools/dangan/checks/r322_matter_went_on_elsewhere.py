"""A closed volume does not say where a matter went on.

Why: the reply came after the volume of the request was closed. The volume stays
closed, but whoever reads the request must find the reply.
Fix: add the relation to the volume or to the item.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import volumes
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.volume_year import misplaced


@check("R322", scope="archive")
def matter_went_on_elsewhere(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for late replies without a cross-reference."""
    for volume, policy in volumes(archive, ctx.policies):
        for found in misplaced(volume, policy, archive):
            if found.remedy == "cross-reference" and not found.settled:
                other = found.own.decided_by
                link = found.own.rule.data["late"]["closed"]
                yield volume.at(found.entry.pointer).says(
                    M("the matter went on in {other}", other=other.name),
                    hint=M(
                        "add a relation {kind} to {other}", kind=link, other=other.id
                    ),
                    related=(other.at(),),
                    rule=found.own.rule,
                )
