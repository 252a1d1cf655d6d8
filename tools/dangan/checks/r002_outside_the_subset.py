"""A file uses YAML that archives do without.

Why: aliases, tags, merge keys, directives and second documents let a file mean
something other than what a reader sees, and let a small file grow without end.
Fix: write the value out in place; move a second document to a file of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem

_KINDS = {"alias", "anchor", "tag", "merge-key", "directive", "several-documents"}


@check("R002", scope="file", drafts=True, waivable=False, needs=(), kinds=_KINDS)
def outside_the_subset(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
