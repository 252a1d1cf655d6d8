"""What stays of a destroyed record is not what its register says.

Why: number, pages and digest stand twice so that neither can be swapped unnoticed:
in the tombstone and in the register; the certificate has a digest over all lines.
Fix: restore the register and the tombstone from git.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import Register, registers
from dangan.model.archive import Archive
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.disposal import Listed, digest_of

#: Field of a line → field of the tombstone.
_TWICE = {
    "number": "number",
    "retention": "tombstone.retention",
    "copies": "tombstone.copies",
    "pages": "tombstone.pages",
    "dates": "tombstone.dates",
}


@check("R368", scope="archive", waivable=False)
def tombstone_differs_from_register(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare each line with its tombstone, and all lines with the certificate."""
    for register in registers(archive, ctx):
        for line in register.lines if register.gone_on else ():
            yield from _line(register, line, archive)
        stated = register.record.get("certificate.digest")
        if stated is not None and stated != digest_of(register.lines):
            yield register.record.at("certificate.digest").says(
                M("the list is not the one that was certified"),
                hint=M("restore the register from git"),
            )


def _line(register: Register, line: Listed, archive: Archive) -> Iterator[Draft]:
    other = archive.by_id.get(line.record)
    if other is None or not other.is_tombstone:
        return
    for field, path in _TWICE.items():
        if line.data.get(field) != other.get(path):
            yield other.at(path).says(
                M("the register says something else: {field}", field=field),
                hint=M("restore the tombstone from git"),
                related=(register.record.at(line.pointer),),
            )
