"""A tombstone names a register that does not know of it.

Why: the stub of a destroyed record is only as good as the register behind it: who
listed, who approved, who was there. Without it nobody can tell a destruction in
order from a loss.
Fix: correct the number of the register; or go on where it stopped: dangan destroy
execute, then dangan destroy certify.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import register_of
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M


@check("R362", scope="archive", waivable=False, tombstones=True)
def tombstone_without_register(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Look for the register of each tombstone that names one."""
    for record in archive.records:
        number = record.get("tombstone.register") if record.is_tombstone else None
        if not isinstance(number, str):
            continue
        found = register_of(record, archive, ctx)
        if found is None:
            text = M("the register {number} does not list it", number=number)
        elif not found[0].gone_on:
            text = M("the register {number} says of no destruction", number=number)
        else:
            continue
        yield record.at("tombstone.register").says(
            text, hint=M("go on with: dangan destroy certify {number}", number=number)
        )
