"""A value is of another kind than its field.

Why: a list where a text belongs, or a text where a number belongs, is skipped by
some programs and misread by others.
Fix: write the kind of value that the finding names.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R012", scope="schema", tombstones=True, needs=(), kinds={"schema-type"})
def wrong_kind_of_value(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
