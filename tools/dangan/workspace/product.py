"""What dangan brings along: shared schemas, record types, regulations, calendar.

Installed, they lie inside the package (``dangan/_data/schemas``); in the source
tree they are the folder ``schemas`` beside ``tools``. A repository's own
``schemas`` folder adds to them, and a file at the same path replaces one.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

import dangan
from dangan.model.errors import RepositoryError
from dangan.model.problem import Problem
from dangan.model.record import Document
from dangan.repo.cache import Cache
from dangan.repo.load import Loaded, load_documents
from dangan.repo.tree import Stamp, Tree, WorkingTree

PREFIX = "schemas"
#: Parts of a path of a pack's file below the folder of packs.
_IN_A_PACK = 2
_CORE, _TYPES, _PACKS = f"{PREFIX}/core/", f"{PREFIX}/types/", f"{PREFIX}/packs/"


def data_root() -> Path:
    """Return the product's own ``schemas`` folder."""
    package = Path(dangan.__file__).parent
    for folder in (package / "_data" / PREFIX, package.parent.parent / PREFIX):
        if folder.is_dir():
            return folder
    raise RepositoryError("the schemas of dangan are missing", hint="install it again")


@dataclass(frozen=True, slots=True)
class _Shelf:
    """Files of the product as they lie there now."""

    tree: WorkingTree = field(compare=False)
    folder: str
    #: Path and stamp of each file.
    files: tuple[tuple[str, Stamp], ...]
    cache: Cache | None = field(compare=False)


@lru_cache(maxsize=16)
def _brought_along(shelf: _Shelf) -> Loaded:
    """Read files of the product; once a process, while they stay as they are."""
    wanted = frozenset(path for path, _ in shelf.files)
    return load_documents(
        shelf.tree, shelf.folder, cache=shelf.cache, only=wanted.__contains__
    )


class Schemas:
    """The documents below ``schemas`` of product and repository, read in parts."""

    def __init__(self, tree: Tree, cache: Cache | None) -> None:
        """Take the repository's tree; the product lies where it is installed."""
        own = data_root().parent
        is_source = own.resolve() == Path(tree.root).resolve()
        self._own = tree if is_source else WorkingTree(own)
        self._trees: tuple[Tree, ...] = (tree,) if is_source else (self._own, tree)
        self._cache = cache
        self._found: list[Problem] = []

    @cached_property
    def core(self) -> tuple[Document, ...]:
        """Return the shared schemas and the calendars."""
        return self._read(_CORE, lambda _: True)

    @cached_property
    def types(self) -> tuple[Document, ...]:
        """Return type.yaml and record.schema.json of every type."""
        names = ("type.yaml", "record.schema.json")

        def wanted(path: str) -> bool:
            """Tell whether a file lies in a type's own folder, and not deeper."""
            folder, _, name = path.removeprefix(_TYPES).partition("/")
            return bool(folder) and name in names

        return self._read(_TYPES, wanted)

    @cached_property
    def pack_folders(self) -> frozenset[str]:
        """Return the ids of all packs."""
        files = (
            path for tree in self._trees for path in tree.files(_PACKS.rstrip("/"))
        )
        inside = (path.removeprefix(_PACKS).split("/") for path in files)
        return frozenset(parts[0] for parts in inside if len(parts) > 1)

    def packs(self, ids: frozenset[str] | None = None) -> tuple[Document, ...]:
        """Return the files of some packs, or of all, with the schemas of packs."""

        def wanted(path: str) -> bool:
            """Tell whether a file belongs to one of the packs, or to all.

            What lies deeper than in a pack's own folder is no pack.
            """
            parts = path.removeprefix(_PACKS).split("/")
            in_one = len(parts) == _IN_A_PACK and (ids is None or parts[0] in ids)
            return len(parts) == 1 or in_one

        return self._read(_PACKS, wanted)

    def packs_in_use(self, named: frozenset[str]) -> tuple[Document, ...]:
        """Return the files of the named packs and of those they extend.

        A pack named otherwise than by its folder makes all of them needed.
        """
        known: set[str] = set()
        wanted = named
        while wanted - known:
            if not wanted <= self.pack_folders:
                return self.packs()
            known |= wanted
            documents = self.packs(frozenset(known))
            heads = (d.data for d in documents if d.path.endswith("/pack.yaml"))
            more = (str(head.get("extends") or "") for head in heads)
            wanted = frozenset({*known, *filter(None, more)})
        return self.packs(frozenset(known))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what was wrong with the files read so far."""
        return tuple(dict.fromkeys(self._found))

    def _read(self, prefix: str, wanted: Callable[[str], bool]) -> tuple[Document, ...]:
        found: dict[str, Document] = {}
        folder = prefix.rstrip("/")
        for tree in self._trees:
            if isinstance(tree, WorkingTree) and tree is self._own:
                listing = tree.listing(folder)
                files = ((p, s) for p, s in listing.files.items() if wanted(p))
                shelf = _Shelf(tree, folder, tuple(files), self._cache)
                documents, problems = _brought_along(shelf)
            else:
                documents, problems = load_documents(
                    tree, folder, cache=self._cache, only=wanted
                )
            found.update((document.path, document) for document in documents)
            self._found += problems
        return tuple(found[path] for path in sorted(found))
