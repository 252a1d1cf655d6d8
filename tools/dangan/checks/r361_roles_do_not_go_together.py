"""One person holds two roles that do not go together.

Why: whoever checks must not be the one who is checked.
Fix: give one of the roles to somebody else.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.policy.policy import Policy
from dangan.rules.roles import clashes


@check("R361", scope="policy", tier="watch", waivable=False)
def roles_do_not_go_together(
    policy: Policy, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look for people with two incompatible roles on the day."""
    for found in clashes(policy, ctx.holding, as_of):
        yield ctx.holding.document.at(found.pointer).says(
            M("holds {role} and {other}", role=found.role, other=found.other),
            hint=M("give one of the roles to somebody else"),
            clauses=found.clauses,
        )
