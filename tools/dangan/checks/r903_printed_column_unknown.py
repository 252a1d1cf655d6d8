"""A regulation names a printed form, or a column of one, that there is not.

Why: the form cannot be printed on the day on which somebody needs it, and nobody
notices before.
Fix: write a column that `dangan print --list` forms have, or give the column an id
and a label of its own, to be filled in by hand.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.message import M
from dangan.policy.faults import nearest
from dangan.policy.policy import Policy
from dangan.policy.printed import columns, forms
from dangan.rules.forms import SECTION


@check("R903", scope="policy", needs=(), waivable=False)
def printed_column_unknown(policy: Policy, ctx: Context) -> Iterator[Draft]:
    """Look up every form and every column that a regulation names by a word."""
    place = ctx.holding.document.at("packs", on_key=True)
    for rule in policy.rules(SECTION):
        if rule.get("form") not in forms():
            name = str(rule.get("form"))
            fact = M(
                "{pack} names a form {form} that is not there",
                pack=policy.pack.id,
                form=name,
            )
            yield place.says(fact, hint=nearest(name, forms()), clauses=rule.clauses)
        for column in rule.get("columns") or ():
            if isinstance(column, str) and column not in columns():
                fact = M(
                    "{pack}: the form {form} has no column {column}",
                    pack=policy.pack.id,
                    form=rule.id,
                    column=column,
                )
                hint = nearest(column, columns())
                yield place.says(fact, hint=hint, clauses=rule.clauses)
