"""Two files differ only in capital letters or in the form of a letter.

Why: Windows and macOS see one file where Linux sees two; a clone there loses one
of the records without a word.
Fix: rename one of the two.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check("R108", scope="file", drafts=True, waivable=False, needs=(), kinds={"name-twin"})
def name_twin(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
