"""A record was destroyed without the process that the regulation prescribes.

Why: whoever replaces a record by a tombstone by hand goes around the register, the
approvals, the waiting time and the hold. At the moment of destruction everything
is looked at once more: period, hold, loan, what was listed and what was approved.
Fix: restore the record (git checkout HEAD -- the file), put it on a destruction
register and go on with dangan destroy.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._destruction import register_of
from dangan.checks._processes import custody
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M, Message
from dangan.model.record import Record
from dangan.rules.dates import day
from dangan.rules.disposal import EXPIRED, fingerprint, refusals


@check("R361", scope="change", waivable=False, needs=())
def destroyed_without_process(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare a new tombstone with its register and with what was there before."""
    before, after = change.before, change.after
    if before is None or after is None:
        return
    if after.is_tombstone and not before.is_tombstone:
        for text, clauses in _against(before, after, ctx):
            yield after.at("tombstone", on_key=True).says(
                text, hint=M("restore it and use: dangan destroy"), clauses=clauses
            )


def _against(
    before: Record, after: Record, ctx: Context
) -> Iterator[tuple[Message, tuple[str, ...]]]:
    found = register_of(after, ctx.archive, ctx)
    if found is None:
        yield M("no destruction register lists it"), ()
        return
    register, line = found
    on = str(after.get("tombstone.destroyed_on", ""))
    if not register.gone_on or register.gone_on != on:
        yield M("its register does not say that it was destroyed on {on}", on=on), ()
        return
    if fingerprint(before) != line.data.get("digest"):
        yield M("it was altered after it was listed, so nobody approved this"), ()
    basis = str(register.record.get("basis") or EXPIRED)
    archive, gone_on = ctx.base or ctx.archive, day(on)
    for one in (
        refusals(before, ctx.policies, archive, gone_on, basis) if gone_on else ()
    ):
        yield one.message, one.clauses
    for reason in custody(archive, ctx).resting(before.id, "loan", on):
        yield reason.message, ()
