"""Documents of one matter do not stand together.

Why: what belongs together (request and reply, document and attachment) is read
together; something else between them hides the connection.
Fix: put them side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._volumes import disorder
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R331", scope="archive")
def matter_torn(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare how the volume lies with the order of the rules."""
    for volume, found in disorder(archive, ctx, "torn"):
        yield volume.at(found.entry.pointer).says(
            M(
                "the item here belongs beside {other}",
                other=found.other.item.name,
            ),
            hint=M("put it directly behind {other}", other=found.other.item.name),
            related=(volume.at(found.other.pointer),),
            clauses=found.clauses,
        )
