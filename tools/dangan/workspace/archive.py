"""The open archive: records, and lazily what judges them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from dangan.model.archive import Archive
from dangan.model.errors import TypeSetupError
from dangan.model.holding import Holding
from dangan.model.message import M
from dangan.model.problem import Problem
from dangan.model.record import Document
from dangan.model.recordtype import RecordType
from dangan.repo.cache import Cache
from dangan.repo.tree import Tree
from dangan.syntax import WARNINGS
from dangan.workspace.made import made
from dangan.workspace.product import Schemas

if TYPE_CHECKING:
    from dangan.policy.pack import Pack
    from dangan.policy.policies import Policies
    from dangan.rules.workdays import Calendar
    from dangan.schema.validate import Validator

HOLDING = "records/holding.yaml"
_CALENDAR = "cn"
#: Folder of a type → its schema without references, and whether nothing is missing.
Expanded = dict[str, tuple[dict[str, Any], bool]]


@dataclass(frozen=True)
class Workspace:
    """One tree of an archive with the types and regulations that govern it.

    Types, policies, calendar and validator are made when they are first asked
    for: a command that needs none of them does not pay for them.
    """

    root: Path
    tree: Tree
    archive: Archive
    schemas: Schemas
    #: What the loader refused below records/.
    record_problems: tuple[Problem, ...]
    cache: Cache | None = None

    @property
    def holding(self) -> Holding:
        """Return who keeps the archive."""
        return self.archive.holding

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what the loader refused, below records/ and schemas/."""
        return (*self.record_problems, *self._set_up[1])

    @property
    def is_set_up(self) -> bool:
        """Tell whether holding.yaml and schemas can be read, so that rules can run."""
        bad = {p.draft.place.path for p in self.problems if p.kind not in WARNINGS}
        return not any(path == HOLDING or path.startswith("schemas/") for path in bad)

    @property
    def rule_documents(self) -> tuple[Document, ...]:
        """Return the files that say what is right: schemas, types, packs in use."""
        return (*self.schemas.core, *self.schemas.types, *self._set_up[0])

    @cached_property
    def types(self) -> Mapping[str, RecordType]:
        """Return id → record type; TypeSetupError where a folder is incomplete."""
        from dangan.schema.types import record_type

        files = {document.path: document for document in self.schemas.types}
        folders = _folders(self.schemas.types)

        def expand_all() -> Expanded:
            """Return folder → schema without references; each is examined first."""
            return _expanded(self.schemas.core, self.schemas.types)

        sources = (*self.schemas.core, *self.schemas.types)
        schemas = made(self.cache, "types", sources, ("model", "schema"), expand_all)
        kinds: dict[str, RecordType] = {}
        for folder in folders:
            schema, whole = schemas[folder]
            head = _parts(folder, files)[0]
            kind = record_type(head, schema, is_complete=whole)
            _refuse_alias(folder, kind.id)
            kinds[kind.id] = kind
        return MappingProxyType(kinds)

    @cached_property
    def policies(self) -> Policies:
        """Return the policies of the holding; PackError where a pack is broken."""
        from dangan.policy.policies import Policies

        documents = self._set_up[0]
        found: list[Mapping[str, Pack]] = []

        def prove() -> bool:
            """Read the packs with every question to them that there is."""
            found.append(_packs(documents))
            return True

        made(self.cache, "packs", documents, ("model", "policy"), prove)
        packs = found[0] if found else _packs(documents, proven=True)
        return Policies(packs, self.holding, self.types)

    @cached_property
    def packs(self) -> Mapping[str, Pack]:
        """Return every pack there is, in use or not; it takes longer."""
        return _packs(self.schemas.packs())

    @cached_property
    def calendar(self) -> Calendar:
        """Return the working days of the holding's calendar."""
        from dangan.rules.workdays import Calendar

        name = self.holding.get("workdays.calendar") or _CALENDAR
        path = f"schemas/core/calendar/{name}.yaml"
        found = (d for d in self.schemas.core if d.path == path)
        document = next(found, None)
        return Calendar.from_data(document.data) if document else Calendar.unknown()

    @cached_property
    def validator(self) -> Validator:
        """Return what compares records with their schemas."""
        from dangan.schema.validate import Validator

        return Validator(self.types)

    @cached_property
    def _set_up(self) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
        """Read types, core and the packs in use; the problems come with them."""
        listed = self.holding.get("packs") or ()
        named = (str(line.get("pack")) for line in listed if isinstance(line, Mapping))
        documents = self.schemas.packs_in_use(frozenset({"base", *named}))
        return documents, self._all_problems(documents)

    def _all_problems(self, packs: tuple[Document, ...]) -> tuple[Problem, ...]:
        read = (self.schemas.core, self.schemas.types, packs)
        return self.schemas.problems if any(read) else ()


@lru_cache(maxsize=4)
def _expanded(core: tuple[Document, ...], types: tuple[Document, ...]) -> Expanded:
    """Return what is made of types; the same documents are expanded once a process."""
    from dangan.schema.lint import lint_type
    from dangan.schema.types import expanded, record_type

    files = {document.path: document for document in types}
    shared = _by_id(core)
    found: Expanded = {}
    for folder in _folders(types):
        head, schema = _parts(folder, files)
        whole = expanded(head, schema, shared)
        found[folder] = whole, not lint_type(record_type(head, whole))
    return found


def _folders(types: tuple[Document, ...]) -> list[str]:
    return sorted({document.path.rpartition("/")[0] for document in types})


def _packs(
    documents: tuple[Document, ...], *, proven: bool = False
) -> Mapping[str, Pack]:
    from dangan.policy.load import load_packs

    return load_packs(documents, proven=proven)


def _parts(folder: str, files: Mapping[str, Document]) -> tuple[Document, Document]:
    for name in ("type.yaml", "record.schema.json"):
        if f"{folder}/{name}" not in files:
            raise TypeSetupError(
                M("{name} is missing", name=name),
                context=(folder,),
                hint=M("add {folder}/{name}", folder=folder, name=name),
            )
    return files[f"{folder}/type.yaml"], files[f"{folder}/record.schema.json"]


def _refuse_alias(folder: str, id_: str) -> None:
    """Refuse a type under another name than its folder: it could replace one."""
    name = folder.rpartition("/")[2]
    if id_ != name:
        raise TypeSetupError(
            M("the folder is called {name}, the type {id}", name=name, id=id_),
            context=(folder, "type.yaml", "id"),
            hint=M("write {name}", name=name),
        )


def _by_id(core: tuple[Document, ...]) -> Mapping[str, Document]:
    """Return ``$id`` → shared schema; TypeSetupError where two files have one."""
    found: dict[str, Document] = {}
    for document in (d for d in core if "$id" in d.data):
        id_ = str(document.data["$id"])
        first = found.setdefault(id_, document)
        if first is not document:
            raise TypeSetupError(
                M("two shared schemas have the id {id}", id=id_),
                context=(document.path, "$id"),
                hint=M("give it another id than {path}", path=first.path),
            )
    return found
