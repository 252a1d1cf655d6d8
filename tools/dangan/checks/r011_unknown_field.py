"""A field is not one that this type has.

Why: a misspelt field is silently nothing: nobody searches it, no rule sees it, and
a secrecy level under a misspelt name protects nothing.
Fix: correct the name; the finding names the nearest field. A new field belongs into
the schema of the type first.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R011", scope="schema", tombstones=True, needs=(), kinds={"schema-unknown-key"})
def unknown_field(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
