"""A file or folder of the archive is not what belongs there.

Why: every system must be able to carry the archive: names with spaces, ideographs
or reserved words break on some; a link shows something else on each machine; a
pointer into Git LFS is not the record.
Fix: rename it, replace it with the file itself, or move it out of the folder.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.finding import Draft
from dangan.model.problem import Problem

_KINDS = {"odd-name", "stray-file", "symlink", "special-file", "binary", "lfs-pointer"}


@check("R007", scope="file", drafts=True, waivable=False, needs=(), kinds=_KINDS)
def odd_entry(problem: Problem, ctx: Context) -> Iterator[Draft]:
    """Pass on what the loader says."""
    yield problem.draft
