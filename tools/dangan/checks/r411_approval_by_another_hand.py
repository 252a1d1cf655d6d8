"""An approval was committed by somebody else than the person it names.

Why: a name in a file proves nothing. Where holding.yaml asks for approvals
``committed``, the entry comes in a commit of the person who approves.
Fix: have that person commit the entry, and keep the e-mail address of the
person's commits in records/holding.yaml.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.change import Change
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.rules.involved import governing
from dangan.rules.process import standing

#: Levels of proof at which the commit counts.
_BY_COMMIT = frozenset({"committed", "signed"})


@check("R411", scope="change", waivable=False)
def approval_by_another_hand(change: Change, ctx: Context) -> Iterator[Draft]:
    """Compare the authors of new approvals with the persons they name."""
    record = change.after
    policy = governing(record, ctx.policies, ctx.archive) if record else None
    base = (ctx.base or ctx.archive).holding
    if record is None or policy is None or base.get("approvals") not in _BY_COMMIT:
        return
    found = standing(record, policy, ctx.archive, datetime.date.max)
    approvals = [d for d in found.done if d.step.data.get("approval")] if found else []
    people = base.entries("people")
    for event, emails in ctx.committers(record.path) if approvals else ():
        email = people.get(str(event.get("by")), {}).get("email")
        for one in approvals:
            if one.event == event and email not in emails:
                yield record.at((*one.pointer, "by")).says(
                    M("{step} was not committed by this person", step=one.step.label),
                    hint=M("have the person in by commit the entry"),
                    clauses=one.step.clauses,
                )
