"""A file cannot be read as text.

Why: what two programs read differently, or what nobody can see, proves nothing.
Characters that change the direction of text or cannot be seen are refused too,
for they make a record look different from what it says.
Fix: save the file as UTF-8 with plain line ends, and type the text again where
the caret points.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R001", scope="file", drafts=True, waivable=False, needs=())
def unreadable(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says; this check speaks for every other kind too."""
    yield problem.draft
