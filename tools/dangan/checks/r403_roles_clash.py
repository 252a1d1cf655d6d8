"""One person holds two roles that do not go together.

Why: the regulation keeps them apart so that a second pair of eyes is there.
Fix: give one of the roles to another person in records/holding.yaml, or end it
with until:.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.policy.policy import Policy
from dangan.rules.roles import clashes


@check("R403", scope="policy", tier="watch")
def roles_clash(policy: Policy, ctx: Context, as_of: datetime.date) -> Iterator[Draft]:
    """Look for people with incompatible roles on the day."""
    for clash in clashes(policy, ctx.holding, as_of):
        yield ctx.holding.document.at((*clash.pointer, "roles")).says(
            M(
                "{role} and {other} do not go together",
                role=clash.role,
                other=clash.other,
            ),
            hint=M("give one of the two to another person"),
            clauses=clash.clauses,
        )
