"""A field that every record of this type needs is missing.

Why: a record without its responsible person or its date cannot be found or judged
later, when nobody remembers.
Fix: add the field; dangan new writes all of them with their meaning.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R010", scope="schema", tombstones=True, needs=(), kinds={"schema-required"})
def missing_field(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
