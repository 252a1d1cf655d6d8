"""The office that makes registers, for an open archive and some readers."""

from __future__ import annotations

from dangan.model.archive import Archive
from dangan.registers._api import Register
from dangan.registers._office import Office, Selection
from dangan.registers._registry import every_register
from dangan.registers._shelf import Kept, shelf
from dangan.repo.history import numbers_ever
from dangan.workspace.archive import Workspace

__all__ = [
    "Kept",
    "Office",
    "Register",
    "Selection",
    "every_register",
    "office",
    "shelf",
]


def office(
    space: Workspace,
    seen: Archive | None = None,
    *,
    selection: Selection | None = None,
) -> Office:
    """Return what registers are made from.

    ``seen`` is the archive cut to what its readers may see; then nothing is told
    from history, which knows the numbers of records above their level.
    """
    is_cut = seen is not None and len(seen.records) < len(space.archive.records)
    root = space.root
    return Office(
        archive=seen or space.archive,
        whole=space.archive if is_cut else (seen or space.archive),
        types=space.types,
        policies=space.policies,
        calendar=space.calendar,
        selection=selection or Selection(),
        numbers_ever=frozenset if is_cut else lambda: numbers_ever(root),
    )
