"""An inspection is due.

Why: what is not looked at decays unseen. The regulation or the company says how
often store room and records are inspected.
Fix: look at everything on the checklist and record it: dangan inspect new.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._turns import turn_draft
from dangan.model.finding import Draft
from dangan.policy.policy import Policy
from dangan.rules.inspection import turns


@check("R381", scope="policy", tier="watch")
def inspection_due(
    policy: Policy, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look at the checklists whose interval is over."""
    for turn in turns(policy, ctx.archive, as_of):
        if turn.state == "overdue":
            yield turn_draft(turn, ctx)
