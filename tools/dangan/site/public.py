"""The public archive: the records an audience may read, cut to what it may see.

Everything after this module works on the public archive only, so a page is a
function of public data. What is derived (dates, what is missing) is derived
from it too; where the whole archive would give another state, the page says
that the state is not shown instead of saying something wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dangan.model.archive import Archive
from dangan.model.record import Record
from dangan.rules.secrecy import secrecy
from dangan.site.audience import Audience
from dangan.site.redact import HiddenNames, Redactor

if TYPE_CHECKING:
    from dangan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Public:
    """What one audience may read of an archive."""

    archive: Archive
    #: The archive as it is; only to find out whether a state would differ.
    whole: Archive
    #: Path of a record → code of its level.
    levels: Mapping[str, str]
    #: Record type → top-level fields that the audience may see.
    fields: Mapping[str, frozenset[str]]
    #: Whether a record was left out.
    withheld: bool


def publish(workspace: Workspace, audience: Audience) -> Public:
    """Leave out records above the audience and cut the others."""
    whole = workspace.archive
    levels: dict[str, str] = {}
    shown: list[Record] = []
    hidden: list[Record] = []
    for record in whole.records:
        level = _level(workspace, record)
        if audience.may_read(level) and (audience.is_staff or not record.is_draft):
            levels[record.path] = level
            shown.append(record)
        else:
            hidden.append(record)
    names = (name for record in hidden for name in _names(record))
    redactor = Redactor(workspace.types, audience, HiddenNames(names))
    public = tuple(redactor.public(record) for record in shown)
    archive = Archive(whole.holding, public)
    return Public(archive, whole, levels, redactor.fields, bool(hidden))


def _level(workspace: Workspace, record: Record) -> str:
    """Return the level that binds; nothing where no regulation governs it."""
    policy = workspace.policies.for_record(record)
    return secrecy(record, policy, workspace.archive).level.code if policy else ""


def _names(record: Record) -> tuple[str, ...]:
    others = (str(row.get("value") or "") for _, row in record.each("other_numbers"))
    return (record.id, record.number, *others)
