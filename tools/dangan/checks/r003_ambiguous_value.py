"""A value without quotation marks can be read in two ways.

Why: no, 0010 and 12:30 become false, 8 and 750 in some programs and stay text in
others; a number with twenty digits is rounded by spreadsheets.
Fix: put the value into quotation marks, or write what was meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem

_KINDS = {
    "ambiguous-word",
    "leading-zero",
    "sexagesimal",
    "date-with-time",
    "not-finite",
    "huge-number",
    "number-form",
}


@check("R003", scope="file", drafts=True, waivable=False, needs=(), kinds=_KINDS)
def ambiguous_value(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
