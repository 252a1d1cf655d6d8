"""Documents that belong together are in different volumes.

Why: original and duplicate, forwarding and forwarded document, request and
reply, one text in several languages: half of it is not understood, and whoever
takes the one out forgets the other.
Fix: move one of them; where the volume of a late reply is closed, the relation
that the hint names will do.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import volumes
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.companions import separated
from dangan.rules.volume_contents import entries


@check("R345", scope="archive")
def companions_separated(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at the relations of every item that is in a volume."""
    placed = (
        (entry.item, policy)
        for volume, policy in volumes(archive, ctx.policies)
        for entry in entries(volume, archive)
    )
    for item, policy in placed:
        for pair in separated(item, policy, archive):
            volume = pair.other_volume.name
            yield item.at(pair.pointer).says(
                M("its companion is in another volume: {volume}", volume=volume),
                hint=M("put both into one volume"),
                related=(pair.other.at(), pair.volume.at("contents")),
                rule=pair.rule,
            )
