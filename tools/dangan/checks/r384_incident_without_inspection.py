"""Something happened after which the regulation wants an inspection.

Why: a loss or a damaged file may be the one that was noticed. The regulation has
store room and records looked at after every incident.
Fix: open the inspection with its cause: dangan inspect new --trigger loss.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._turns import incident_draft
from dangan.model.finding import Draft
from dangan.policy.policy import Policy
from dangan.rules.inspection import incidents


@check("R384", scope="policy", tier="watch")
def incident_without_inspection(
    policy: Policy, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look for causes that no inspection answers."""
    for incident in incidents(policy, ctx.archive, as_of):
        if incident.answered is None:
            yield incident_draft(incident)
