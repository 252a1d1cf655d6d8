"""A rule of a schema, type, clause or holding is looser than before.

Why: a field that is not required any more, a pattern taken out or a clause made
weaker lets through what was refused. That may be right, but nobody should have to
find it between the lines of a change.
Fix: have somebody read it who may decide it. The records of the same change are
judged by the rules before it, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.checks._loosened import loosened
from dangan.checks._touched import HOLDING, other_records
from dangan.model.finding import Draft, Severity
from dangan.model.message import M
from dangan.model.record import Document

_PARTS = (HOLDING, "schemas/types/", "schemas/core/", "schemas/packs/")


@check("R816", scope="rules", waivable=False, severity=Severity.WARNING, needs=())
def rule_loosened(
    old: Document | None, new: Document | None, ctx: Context
) -> Iterator[Draft]:
    """Compare a file below schemas/ before and after."""
    if old is None or not old.data or not old.path.startswith(_PARTS):
        return
    if old.path == HOLDING and other_records(ctx):
        return
    hint = M("have somebody read it who may decide it")
    if new is None:
        yield old.at().says(M("a file of rules was taken away"), hint=hint)
        return
    for route, fact in loosened(old.path, old.data, new.data):
        yield new.at(route).says(fact, hint=hint)
