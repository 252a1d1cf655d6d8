"""Open an archive: the files on disk, what is staged, or a revision."""

from __future__ import annotations

from pathlib import Path

from dangan.model.archive import Archive
from dangan.model.errors import RepositoryError
from dangan.model.holding import Holding
from dangan.model.problem import Problem
from dangan.model.record import Document, Record
from dangan.repo.cache import Cache
from dangan.repo.journal import recover
from dangan.repo.load import load_documents
from dangan.repo.tree import Tree, WorkingTree
from dangan.workspace.archive import HOLDING, Workspace
from dangan.workspace.product import Schemas

RECORDS = "records"
#: Folders below records/ that hold no records.
_ASIDE = "records/_"


def open_archive(
    root: Path, *, tree: Tree | None = None, jobs: int = 1, cached: bool = True
) -> Workspace:
    """Read all records below ``root``.

    Args:
        root: top folder of the archive.
        tree: what to read instead of the files on disk.
        jobs: processes for a cold start; the result does not depend on it.
        cached: whether what was read before may be remembered below ``.git``.

    Raises:
        RepositoryError: there is no ``records/holding.yaml``.
    """
    if tree is None:
        recover(root)
    source = tree or WorkingTree(root)
    cache = Cache.beside(root) if cached else None
    documents, problems = load_documents(
        source, RECORDS, cache=cache, jobs=jobs, only=is_record
    )
    space = compose(root, source, documents, problems, cache)
    if cache:
        cache.save()
    return space


def compose(
    root: Path,
    tree: Tree,
    documents: tuple[Document, ...],
    problems: tuple[Problem, ...],
    cache: Cache | None = None,
) -> Workspace:
    """Put documents of one tree together; what judges them is read when needed."""
    own = next((d for d in documents if d.path == HOLDING), None)
    if own is None and not any(p.draft.place.path == HOLDING for p in problems):
        raise RepositoryError(
            "no archive here: records/holding.yaml is missing",
            hint="change into an archive, or make one: dangan init",
        )
    holding = Holding(own or Document(HOLDING, {}))
    records = (Record(document) for document in documents if document.path != HOLDING)
    archive = Archive(holding, tuple(records))
    return Workspace(root, tree, archive, Schemas(tree, cache), problems, cache)


def is_record(path: str) -> bool:
    """Tell whether a path below records/ is for a record or holding.yaml."""
    return not path.startswith(_ASIDE)
