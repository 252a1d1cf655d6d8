"""An edition of a regulation that was in force was altered.

Why: a record is judged by the edition of its own day. Whoever alters a past
edition changes what was right years ago, for every record at once.
Fix: restore the edition, and write a new one with the day from which the other
rule holds. If it was written down wrongly from the beginning, have the correction
read by somebody else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from dangan.checks._api import Context, check
from dangan.model.finding import Draft, Severity
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Document

_RESTORE = M("restore it, and write a new edition with the day of the new rule")
_LATE = M("let it begin today or later, or have somebody read what it changes")


@check("R817", scope="rules", waivable=False, severity=Severity.WARNING, needs=())
def edition_rewritten(
    old: Document | None, new: Document | None, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Compare the editions that were in force on the day with those of now."""
    if old is None or new is None or not new.path.endswith("/pack.yaml"):
        return
    before, after = _by_day(old), _by_day(new)
    for day, (_, edition) in before.items():
        if day > as_of.isoformat():
            continue
        if day not in after:
            fact = M("the edition of {day} was taken away", day=day)
            yield new.at("editions", on_key=True).says(fact, hint=_RESTORE)
        elif after[day][1] != edition:
            fact = M("the edition of {day} was altered after it was in force", day=day)
            yield new.at(("editions", after[day][0])).says(fact, hint=_RESTORE)
    yield from _begun(before, after, new, as_of.isoformat())


def _by_day(document: Document) -> Mapping[str, tuple[int, JsonObject]]:
    rows = document.data.get("editions") or ()
    return {
        str(row.get("effective_from")): (index, row) for index, row in enumerate(rows)
    }


def _begun(
    before: Mapping[str, tuple[int, JsonObject]],
    after: Mapping[str, tuple[int, JsonObject]],
    new: Document,
    today: str,
) -> Iterator[Draft]:
    """Yield the new editions by which days that are over are judged anew."""
    last = max(before, default="")
    for day, (index, _) in after.items():
        place = new.at(("editions", index))
        if day in before:
            continue
        if day <= last:
            fact = M("the edition of {day} comes before one that was there", day=day)
            yield place.says(fact, hint=_RESTORE)
        elif day < today:
            fact = M("the edition of {day} begins in the past", day=day)
            yield place.says(fact, hint=_LATE)
