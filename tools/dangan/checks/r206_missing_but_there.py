"""The list of what is missing names a material that is there.

Why: whoever owes it is reminded again and again of what he handed over long
ago, and soon nobody reads reminders.
Fix: take the line out of missing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._materials import complete
from dangan.model.archive import Archive
from dangan.model.finding import Draft, Severity
from dangan.model.message import M


@check("R206", scope="archive", severity=Severity.WARNING)
def missing_but_there(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Compare the missing list with the materials."""
    for record, found in complete(archive, ctx):
        for line in found.expected:
            if line.entry and line.state in {"present", "nil"}:
                yield record.at(line.entry[0]).says(
                    M("{kind} is there and listed as missing", kind=line.name),
                    hint=M("take the line out of missing"),
                    related=tuple(p.record.at(p.pointer) for p in line.pieces),
                    clauses=line.clauses,
                )
