"""Fields do not go together, or the record does not fit its schema.

Why: some fields only make sense together: a material that does not exist needs the
reason why; a destroyed record keeps nothing but its tombstone.
Fix: add the field that is missing beside the one the caret points at, or remove it.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R016", scope="schema", tombstones=True, needs=())
def fields_do_not_fit(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
