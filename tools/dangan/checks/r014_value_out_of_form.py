"""A value does not have the form of its field.

Why: dates that do not exist, numbers with letters and digests that are cut off look
right at a glance and fail when they are needed.
Fix: write the value in the form that the finding shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check(
    "R014",
    scope="schema",
    tombstones=True,
    needs=(),
    kinds={"schema-form", "schema-format", "schema-pattern"},
)
def value_out_of_form(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
