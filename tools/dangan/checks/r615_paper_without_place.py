"""Personal data are held on paper and nobody knows where.

Why: held_on_paper satisfies every duty to record a field, because the paper has
it. That is true only if the paper can be found.
Fix: write location: with room, cabinet and folder of the paper.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record


@check("R615", scope="record")
def paper_without_place(record: Record, ctx: Context) -> Iterator[Draft]:
    """Ask for the location of a record that keeps data on paper."""
    if record.get("held_on_paper") is True and not record.get("location"):
        yield record.at("held_on_paper").says(
            M("data are held on paper and location is missing"),
            hint=M("write location: {{room: …}} of the paper"),
        )
