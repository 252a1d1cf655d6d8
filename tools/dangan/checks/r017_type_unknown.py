"""The type of a record is missing or not declared.

Why: the type decides which fields there are, which regulation governs the
record and where it stands. Without it nothing else can be checked.
Fix: write type: with the name of a folder below schemas/types.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem


@check(
    "R017",
    scope="schema",
    tombstones=True,
    needs=(),
    waivable=False,
    kinds={"schema-unknown-type"},
)
def type_unknown(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the schema says."""
    yield problem.draft
