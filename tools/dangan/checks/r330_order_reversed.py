"""Two documents of a volume stand the wrong way round.

Why: whoever opens the volume finds the reply before the request and the document
before its attachments; the result stands in front.
Fix: change the order of the contents.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import disorder
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R330", scope="archive")
def order_reversed(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare how the volume lies with the order of the rules."""
    for volume, found in disorder(archive, ctx, "reversed"):
        yield volume.at(found.entry.pointer).says(
            M(
                "the item here must stand behind {other}",
                other=found.other.item.name,
            ),
            hint=M("put it behind {other}", other=found.other.item.name),
            related=(volume.at(found.other.pointer),),
            clauses=found.clauses,
        )
