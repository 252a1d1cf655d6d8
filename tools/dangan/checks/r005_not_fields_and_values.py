"""A file does not consist of fields and values.

Why: an empty file, a bare list or nesting without end is no record; a blank text
fills a field without saying anything.
Fix: write lines of the form name: value, or delete the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem

_KINDS = {
    "empty-file",
    "root-not-mapping",
    "too-deep",
    "key-not-text",
    "blank-text",
}


@check("R005", scope="file", drafts=True, waivable=False, needs=(), kinds=_KINDS)
def not_fields_and_values(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
