"""A role that must be named has no holder.

Why: the regulation wants a named person for this post; what is everybody's task is
nobody's.
Fix: give the role to a person in holding.yaml.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.policy.policy import Policy
from dangan.rules.roles import vacancies


@check("R360", scope="policy", tier="watch", waivable=False)
def role_not_named(
    policy: Policy, ctx: Context, as_of: datetime.date
) -> Iterator[Draft]:
    """Look for roles without a holder on the day."""
    for found in vacancies(policy, ctx.holding, as_of):
        place = ctx.holding.document.at("people")
        gaps = {"role": found.role, "department": found.department}
        yield place.says(
            M("nobody in {department} holds the role {role}", **gaps)
            if found.department
            else M("nobody holds the role {role}", role=found.role),
            hint=M("give a person the role {role}", role=found.role),
            clauses=found.clauses,
        )
