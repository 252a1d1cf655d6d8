"""A destruction stopped halfway: the register says destroyed, a record is there.

Why: a power cut or a broken disk can end a command between two files. What is left
is neither one thing nor the other, and nothing may be certified.
Fix: run dangan destroy execute again with the same register: it goes on where it
stopped and alters nothing that is done.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R364", scope="archive", waivable=False)
def destruction_half_done(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for records that a register says are gone."""
    for register in registers(archive, ctx):
        record = register.record
        if not register.gone_on or record.get("certificate"):
            continue
        for line in register.lines:
            other = archive.by_id.get(line.record)
            if other is not None and not other.is_tombstone:
                yield record.at((*line.pointer, "record")).says(
                    M("{number} is to be gone and is there", number=line.number),
                    hint=M("run: dangan destroy execute {number}", number=record.name),
                    related=(other.at(),),
                )
