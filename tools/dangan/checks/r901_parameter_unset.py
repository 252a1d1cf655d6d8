"""A value that the regulation leaves open is not set.

Why: the original says "regularly" or "in time" and leaves the figure to the
company. Until it is set the rules that need it do not run: nothing is due, and
nothing is fine either.
Fix: set it under parameters in records/holding.yaml, with who set it and when.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft, Severity
from dangan.model.json import Json
from dangan.model.message import M, Message
from dangan.policy.pack import TODAY
from dangan.policy.policy import Policy


@check("R901", scope="policy", tier="watch", severity=Severity.WARNING)
def parameter_unset(policy: Policy, ctx: Context) -> Iterator[Draft]:
    """Count the rules that each open value keeps from running."""
    known = {parameter.name: parameter for parameter in policy.unset}
    waiting = [name for rule in policy.blocked for name in rule.blocked_by]
    for name in sorted(set(waiting) & known.keys()):
        parameter = known[name]
        yield ctx.holding.document.at("parameters", on_key=True).says(
            M(
                "{label} ({pack}, {name}) is not set; {n} rules wait for it",
                label=parameter.label,
                pack=policy.pack.id,
                name=name,
                n=waiting.count(name),
            ),
            hint=_hint(policy.pack.id, name, parameter.suggest),
            clauses=parameter.clauses,
        )


def _hint(pack: str, name: str, suggested: Json) -> Message:
    if suggested is None or suggested == TODAY:
        return M(
            "set parameters.{pack}.{name} in records/holding.yaml", pack=pack, name=name
        )
    return M(
        "set parameters.{pack}.{name} in records/holding.yaml; {value} is usual",
        pack=pack,
        name=name,
        value=suggested,
    )
