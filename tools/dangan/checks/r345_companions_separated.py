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
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.companions import separated


@check("R345", scope="archive")
def companions_separated(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at the relations of every item that is in a volume."""
    for item_id in archive.volume_of:
        item = archive.by_id.get(item_id)
        policy = ctx.policies.for_record(item) if item else None
        if item is None or policy is None:
            continue
        for pair in separated(item, policy, archive):
            volume = pair.other_volume.name
            yield item.at(pair.pointer).says(
                M("its companion is in another volume: {volume}", volume=volume),
                hint=M("put both into one volume"),
                related=(pair.other.at(), pair.volume.at("contents")),
                rule=pair.rule,
            )
