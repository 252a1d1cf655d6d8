"""A loan, a hold or another process is about another record than before.

Why: what a process is about is free again as soon as its name is taken out: it
is on loan to nobody, held by nothing and can be destroyed.
Fix: restore the record that is named. If the wrong one was named, end the
process with its own event and open another one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.model.record import Record
from dangan.rules.involved import governing, subject_ids
from dangan.rules.process import standing


@check("R815", scope="change", waivable=False, needs=())
def subject_exchanged(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare what a process that took effect is about, before and after."""
    before, after = change.before, change.after
    if before is None or after is None or before.is_draft or after.is_tombstone:
        return
    if set(subject_ids(before)) <= set(subject_ids(after)):
        return
    if _took_effect(before, ctx):
        field = "subjects" if "subjects" in before.data else "subject"
        yield after.at(field).says(
            M("a record that the process is about was taken out of it"),
            hint=M("restore it, or end the process with its own event"),
        )


def _took_effect(process: Record, ctx: Context) -> bool:
    """Tell whether something became of the records it is about."""
    archive = ctx.base or ctx.archive
    policy = governing(process, ctx.policies, archive)
    if policy is None:
        return False
    found = standing(process, policy, archive, datetime.date.max)
    return any(one.step.data.get("effect") for one in found.done) if found else False
