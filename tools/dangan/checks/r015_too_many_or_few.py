"""There is too much or too little of something.

Why: zero copies, a negative page count or the same entry twice cannot be true.
Fix: correct the number, or add or remove entries.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check(
    "R015",
    scope="schema",
    tombstones=True,
    needs=(),
    kinds={"schema-length", "schema-range", "schema-unique"},
)
def too_many_or_few(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
