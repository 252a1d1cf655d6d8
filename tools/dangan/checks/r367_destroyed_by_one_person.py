"""One person stands for two on a tombstone.

Why: several people decide about a destruction so that none of them can do it alone.
An approval given twice by the same person is one; a witness who approved it too
watches over himself.
Fix: name those who really took each step; if it was one person, the destruction was
not in order and is reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.words import words


@check("R367", scope="record", waivable=False, tombstones=True)
def destroyed_by_one_person(record: Record, ctx: Context) -> Iterator[Draft]:
    """Compare the people of the approvals with each other and with the witnesses."""
    if not record.is_tombstone:
        return
    witnesses = words(record.get("tombstone.witnesses"))
    seen: set[tuple[str, str]] = set()
    for route, row in record.each("tombstone.approvals"):
        person, day = str(row.get("by", "")), str(row.get("on", ""))
        if (person, day) in seen:
            text = M("{person} approved it twice on one day", person=person)
        elif person in witnesses:
            text = M("{person} approved it and was the witness", person=person)
        else:
            seen.add((person, day))
            continue
        hint = M("name the people who took each step")
        yield record.at((*route, "by")).says(text, hint=hint)
