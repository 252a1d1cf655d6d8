"""A value is not one of those its field allows.

Why: a field with a closed list is only as good as its values: two spellings of one
thing are two things in every register.
Fix: take one of the values of the list.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R013", scope="schema", tombstones=True, needs=(), kinds={"schema-enum"})
def value_not_in_list(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
