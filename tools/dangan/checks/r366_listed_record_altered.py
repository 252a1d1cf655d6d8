"""A record on a destruction register is not any more what was listed.

Why: the approvals are for what was on the list: its content, secrecy and period. If
that is altered afterwards, nobody has approved what would be destroyed.
Fix: restore the record; or take it off the register and list it anew, so that it
is appraised and approved as it is now.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.disposal import altered


@check("R366", scope="archive", waivable=False)
def listed_record_altered(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the records on running registers with their digests."""
    for register in registers(archive, ctx):
        if register.is_ended:
            continue
        for line in altered(register.record, archive):
            other = archive.by_id[line.record]
            approvals = tuple(
                register.record.at(route)
                for route, event in register.record.each("events")
                if event.get("kind") == "approved"
            )
            yield register.record.at((*line.pointer, "digest")).says(
                M("{number} was altered after it was listed", number=other.name),
                hint=M("restore it, or take it off and list it anew"),
                related=(other.at(), *approvals),
            )
