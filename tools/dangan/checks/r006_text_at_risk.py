"""A text is probably not what its writer meant.

Why: what follows a # is a comment and lost; a full-width colon makes no field;
radicals and private characters look right on one screen only, so a search never
finds them.
Fix: put the text into quotation marks, or type the character again.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft, Severity
from dangan.model.problem import Problem

_KINDS = {"lost-text", "full-width-colon", "confusable", "unreliable-character"}


@check(
    "R006",
    scope="file",
    drafts=True,
    needs=(),
    kinds=_KINDS,
    severity=Severity.WARNING,
)
def text_at_risk(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
