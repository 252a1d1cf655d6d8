"""A field stands twice in one place.

Why: most programs keep the last of the two without a word. Two branches that
add the same field at different lines merge cleanly, and then position decides
which secrecy level or which approval counts.
Fix: delete one of the two lines.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check(
    "R004", scope="file", drafts=True, waivable=False, needs=(), kinds={"duplicate-key"}
)
def field_twice(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
