"""A role that the regulation wants named has nobody.

Why: what is everybody's task is done by nobody. The regulation asks for an
archivist, or for one in each department, by name.
Fix: add the role with its first day to a person in records/holding.yaml.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.policy.policy import Policy
from dangan.rules.roles import vacancies


@check("R402", scope="policy", tier="watch")
def role_vacant(policy: Policy, ctx: Context, as_of: datetime.date) -> Iterator[Draft]:
    """Look for vacancies on the day."""
    for vacancy in vacancies(policy, ctx.holding, as_of):
        fact = M("nobody is {role}", role=vacancy.label)
        if vacancy.department:
            entry = ctx.holding.entries("departments").get(vacancy.department, {})
            where = entry.get("label") or vacancy.department
            fact = M(
                "nobody is {role} of {department}", role=vacancy.label, department=where
            )
        yield ctx.holding.document.at("people", on_key=True).says(
            fact,
            hint=M(
                "add the role {role} to a person in records/holding.yaml",
                role=vacancy.role,
            ),
            clauses=vacancy.clauses,
        )
