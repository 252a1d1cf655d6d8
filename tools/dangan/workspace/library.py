"""All regulations there are, with or without an archive around them."""

from __future__ import annotations

from pathlib import Path

from dangan.model.errors import PackError
from dangan.model.record import Document
from dangan.policy.load import load_packs
from dangan.repo.tree import WorkingTree
from dangan.syntax import WARNINGS
from dangan.workspace.archive import HOLDING, Workspace
from dangan.workspace.case_archive import Host
from dangan.workspace.casebook import host_of
from dangan.workspace.open import compose, open_archive
from dangan.workspace.product import PREFIX, data_root


def library(root: Path | None) -> Workspace:
    """Return the archive at ``root``, or an empty one that has the product's packs.

    Raises PackError where a file of a pack cannot be read.
    """
    space = open_archive(root) if root is not None else _empty()
    space.schemas.packs()
    for problem in space.schemas.problems:
        place = problem.draft.place
        if problem.kind not in WARNINGS and place.path.startswith(f"{PREFIX}/packs/"):
            line = problem.draft.position.line if problem.draft.position else 1
            raise PackError(
                str(problem.draft.message),
                context=(f"{place.path}:{line}",),
                hint=str(problem.draft.hint or "correct the file"),
            )
    return space


def casebook_host(space: Workspace) -> Host:
    """Return all packs with their cases, and what is needed to try them."""
    return host_of(space, load_packs(space.schemas.packs(), cases=True))


def _empty() -> Workspace:
    folder = data_root().parent
    holding = Document(HOLDING, {"type": "holding", "name": {}})
    return compose(folder, WorkingTree(folder), (holding,), ())
