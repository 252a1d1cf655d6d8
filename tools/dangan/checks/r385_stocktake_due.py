"""A stocktake is due: its interval is over, or something happened.

Why: only counting tells whether what the catalogue promises is on the shelf; after
a theft, a fire or a change of staff it is done at once.
Fix: start one for the room: dangan stocktake start --room.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._turns import incident_draft, turn_draft
from dangan.model.finding import Draft
from dangan.policy.policy import Policy
from dangan.rules.inspection import incidents, turns
from dangan.rules.stocktaking import SECTION


@check("R385", scope="policy", tier="watch")
def stocktake_due(
    policy: Policy, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look at intervals and incidents on the day."""
    for turn in turns(policy, ctx.archive, as_of, SECTION):
        if turn.state == "overdue":
            yield turn_draft(turn, ctx)
    for incident in incidents(policy, ctx.archive, as_of, SECTION):
        if incident.answered is None:
            yield incident_draft(incident)
