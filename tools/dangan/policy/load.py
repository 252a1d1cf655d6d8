"""Read packs from their files; whatever is wrong with one is a PackError.

``schemas/packs/<id>/`` holds ``pack.yaml`` (the rules), ``clauses.yaml`` (the
regulation, clause by clause) and ``cases.yaml`` (what must come out). The three
schemas beside the folders say what may stand in them.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.record import Document
from dangan.policy.faults import Shapes, nearest
from dangan.policy.find import find_pack
from dangan.policy.frozen import freeze
from dangan.policy.pack import Choice, Clause, Edition, Pack, Parameter
from dangan.policy.policies import Policies
from dangan.policy.proof import prove
from dangan.policy.repeats import completed
from dangan.policy.sections import SECTIONS, SUPPORTS

__all__ = ["BASE", "Policies", "find_pack", "load_packs", "shapes_of"]

#: The pack that every other one rests on, if it is there.
BASE = "base"
_FILES = ("pack.yaml", "clauses.yaml", "cases.yaml")
_SCHEMAS = tuple(name.replace(".yaml", ".schema.json") for name in _FILES)


def load_packs(
    documents: Iterable[Document], *, cases: bool = False, proven: bool = False
) -> Mapping[str, Pack]:
    """Return id → pack from the documents below ``schemas/packs``.

    The three schemas must be among the documents. Where two documents are the
    same file of the same pack the later one counts, so that a repository can
    replace a pack of the product. ``cases.yaml`` is left alone unless ``cases``
    asks for it: judging records does not need it. Raises PackError with the way
    to the fault; ``proven`` says that the same documents were read without one.
    """
    skipped = () if cases else ("cases.yaml",)
    known = tuple(d for d in documents if posixpath.basename(d.path) not in skipped)
    return _loaded(known, proven=proven)


@lru_cache(maxsize=4)
def _loaded(known: tuple[Document, ...], *, proven: bool) -> Mapping[str, Pack]:
    """Return the packs; the same documents are read once a process."""
    shapes = shapes_of(known)
    packs: dict[str, Pack] = {}
    for folder, files in _by_folder(known).items():
        if not proven:
            _require(folder, files, shapes)
        packs[folder] = _made(files["pack.yaml"].data, files)
    _names(packs)
    resting = completed(_resting(packs))
    found = MappingProxyType(dict(sorted(resting.items(), key=_base_first)))
    if not proven:
        prove(found, shapes)
    return found


def shapes_of(documents: Iterable[Document]) -> Shapes:
    """Return the schemas of packs that are among the documents."""
    found = {
        posixpath.basename(document.path): document.data
        for document in documents
        if posixpath.basename(document.path) in _SCHEMAS
    }
    for name in _SCHEMAS:
        if name not in found:
            raise PackError(
                M("schemas/packs/{name} is missing", name=name),
                hint="install dangan again",
            )
    return Shapes(found.values())


def _base_first(row: tuple[str, Pack]) -> tuple[bool, str]:
    return (row[0] != BASE, row[0])


def _by_folder(documents: Iterable[Document]) -> Mapping[str, Mapping[str, Document]]:
    folders: dict[str, dict[str, Document]] = {}
    for document in documents:
        way, name = posixpath.split(document.path)
        if name in _FILES:
            folders.setdefault(posixpath.basename(way), {})[name] = document
    return folders


def _require(folder: str, files: Mapping[str, Document], shapes: Shapes) -> None:
    """Raise PackError unless the files of a pack have the right shape."""
    if "pack.yaml" not in files:
        raise PackError(
            "pack.yaml is missing", context=(folder,), hint="add it beside clauses.yaml"
        )
    for name, document in files.items():
        where = () if name == "pack.yaml" else (name,)
        shapes.require(name.removesuffix(".yaml"), document.data, (folder, *where))
    data = files["pack.yaml"].data
    if data["id"] != folder:
        raise PackError(
            M(
                "the folder is called {folder}, the pack {id}",
                folder=folder,
                id=data["id"],
            ),
            context=(folder, "id"),
            hint=M("write {folder}", folder=folder),
        )


def _made(data: JsonObject, files: Mapping[str, Document]) -> Pack:
    id_ = str(data["id"])
    return Pack(
        id=id_,
        name=data["name"],
        title=freeze(data["title"]),
        extends=data.get("extends", ""),
        parameters=_frozen(
            _parameter(id_, n, d) for n, d in _items(data, "parameters")
        ),
        choices=_frozen(_choice(id_, n, d) for n, d in _items(data, "choices")),
        editions=tuple(_edition(id_, i, d) for i, d in enumerate(data["editions"])),
        clauses=_clauses(id_, files.get("clauses.yaml")),
        source=freeze(data.get("source", {})),
        header=freeze(data.get("header", {})),
        cases=_cases(id_, files.get("cases.yaml")),
        case_holding=_case_holding(files.get("cases.yaml")),
        path=files["pack.yaml"].path,
    )


def _items(data: JsonObject, key: str) -> Iterable[tuple[str, JsonObject]]:
    return data.get(key, {}).items()  # type: ignore[no-any-return]


def _frozen(rows: Iterable[Parameter] | Iterable[Choice]) -> Mapping[str, Json]:
    return MappingProxyType({row.name: row for row in rows})


def _full(pack: str, cited: Json) -> tuple[str, ...]:
    listed = (cited,) if isinstance(cited, str) else tuple(cited or ())
    return tuple(c if "." in c else f"{pack}.{c}" for c in listed)


def _parameter(pack: str, name: str, data: JsonObject) -> Parameter:
    return Parameter(
        name=name,
        type=data["type"],
        label=freeze(data["label"]),
        clauses=_full(pack, data.get("clause")),
        suggest=freeze(data.get("suggest")),
        value=freeze(data.get("value")),
        values=tuple(data.get("values", ())),
        waits_for=data.get("waits_for", ""),
    )


def _choice(pack: str, name: str, data: JsonObject) -> Choice:
    return Choice(
        name=name,
        readings=freeze(data["readings"]),
        take=data["take"],
        label=freeze(data.get("label", {})),
        clauses=_full(pack, data.get("clause")),
    )


def _edition(pack: str, index: int, data: JsonObject) -> Edition:
    return Edition(
        effective_from=data["effective_from"],
        amends=data.get("amends", ""),
        sections=MappingProxyType(
            {name: freeze(data[name]) for name in SECTIONS if name in data}
        ),
        drop=freeze(data.get("drop", ())),
        adapt=freeze(data.get("adapt", ())),
        clauses=_full(pack, data.get("clause")),
        path=("editions", index),
    )


def _clauses(pack: str, document: Document | None) -> Mapping[str, Clause]:
    if document is None:
        return MappingProxyType({})
    if document.data["pack"] != pack:
        raise PackError(
            M("these are the clauses of {pack}", pack=document.data["pack"]),
            context=(pack, "clauses.yaml", "pack"),
            hint=M("write {pack}", pack=pack),
        )
    found: dict[str, Clause] = {}
    for row in document.data["clauses"]:
        clause = _clause(pack, row)
        if clause.id in found:
            way = (pack, "clauses.yaml", row["id"])
            raise PackError("the clause stands twice", context=way, hint="remove one")
        found[clause.id] = clause
    return MappingProxyType(found)


def _clause(pack: str, row: JsonObject) -> Clause:
    for name in row.get("by", ()):
        if name not in SECTIONS and name not in SUPPORTS:
            raise PackError(
                M("nothing is called {name}", name=name),
                context=(pack, "clauses.yaml", row["id"], "by"),
                hint=nearest(name, (*SECTIONS, *SUPPORTS)),
            )
    return Clause(
        id=f"{pack}.{row['id']}",
        tag=row.get("tag", ""),
        place=freeze(row.get("place", {})),
        text=freeze(row.get("text", {})),
        strength=row.get("strength", ""),
        state=row.get("carried", "waiting"),
        by=tuple(row.get("by", ())),
        waits_for=row.get("waits_for", ""),
        reason=freeze(row.get("reason", {})),
        note=row.get("note", False),
        same_as=row.get("same_as", ""),
    )


def _cases(pack: str, document: Document | None) -> tuple[JsonObject, ...]:
    if document is None:
        return ()
    stated = document.data.get("pack", pack)
    if stated != pack:
        way = (pack, "cases.yaml", "pack")
        raise PackError(
            M("these are the cases of {stated}", stated=stated),
            context=way,
            hint=M("write {pack}", pack=pack),
        )
    return tuple(freeze(case) for case in document.data["cases"])


def _case_holding(document: Document | None) -> JsonObject:
    """Return the holding that the cases of a pack share."""
    return freeze(document.data.get("holding", {}) if document else {})  # type: ignore[no-any-return]


def _resting(packs: Mapping[str, Pack]) -> dict[str, Pack]:
    """Return the packs with the ids of what they extend; the base unless said."""
    made: dict[str, Pack] = {}
    for key, pack in packs.items():
        default = BASE if BASE in packs and key != BASE else ""
        below = pack.extends or default
        if below:
            below = find_pack(packs, below, (key, "extends")).id
        made[key] = replace(pack, extends=below)
    return made


def _names(packs: Mapping[str, Pack]) -> None:
    seen: dict[str, str] = {}
    for pack in packs.values():
        for name in (pack.id, pack.name):
            if seen.setdefault(name, pack.id) != pack.id:
                raise PackError(
                    M("{name} is called {name2} too", name=seen[name], name2=name),
                    context=(pack.id, "name"),
                    hint="give one of them another name",
                )
