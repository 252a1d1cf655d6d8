"""A certificate says that a record was destroyed, and it is still there.

Why: a certificate that is not true is worse than none. Either the record was not
destroyed, or somebody put it back.
Fix: restore the tombstone from git; or, if the record is there after all, take the
certificate out and run dangan destroy execute again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R363", scope="archive", waivable=False)
def certificate_without_tombstone(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look at every line of each register that has a certificate."""
    for register in registers(archive, ctx):
        record = register.record
        for line in register.lines if record.get("certificate") else ():
            other = archive.by_id.get(line.record)
            if other is None or not other.is_tombstone:
                yield record.at((*line.pointer, "record")).says(
                    M("{number} is certified and not destroyed", number=line.number),
                    hint=M("run: dangan destroy execute {number}", number=record.name),
                    related=(other.at(),) if other else (),
                )
