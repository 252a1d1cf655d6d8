"""The small archive of ``archive.yaml`` as a real repository, and its catalogue."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from dangan.model.json import Pointer
from dangan.model.recordtype import FieldInfo, RecordType
from dangan.site.build import build
from dangan.site.edition import Wish, open_catalogue
from dangan.syntax import dump, load
from support.gitrepo import GitRepo

HERE = Path(__file__).parent.parent / "site"
AS_OF = datetime.date(2026, 6, 30)
#: Ids of the small archive begin so.
ID = "01JD8QZ5M3K7T9W2X4Y6Z8A0"


@cache
def _data() -> Mapping[str, Any]:
    data = load((HERE / "archive.yaml").read_bytes(), "archive.yaml").data
    assert data is not None
    return data


def records() -> dict[str, dict[str, Any]]:
    """Return path → data of the small archive, free to change."""
    return copy.deepcopy(_data()["records"])


def processes() -> dict[str, dict[str, Any]]:
    """Return path → data of what was done with the small archive, free to change."""
    return copy.deepcopy(_data()["processes"])


def make(root: Path, rows: Mapping[str, Any] | None = None) -> GitRepo:
    """Make a repository of these records, or of the small archive."""
    repo = GitRepo.create(root)
    repo.write("records/holding.yaml", dump(_data()["holding"]))
    write(repo, records() if rows is None else rows)
    repo.commit("records", on="2026-06-28")
    return repo


def write(repo: GitRepo, rows: Mapping[str, Any]) -> None:
    """Write records into a repository."""
    for path, data in rows.items():
        repo.write(path, dump(data))


def catalogue(root: Path, audience: str, lang: str = "zh") -> Any:
    """Open the catalogue of a repository."""
    return open_catalogue(root, Wish(audience, lang, AS_OF))


def pages(root: Path, audience: str, lang: str = "zh") -> dict[str, str]:
    """Return path → text of everything that a catalogue makes by itself."""
    made = catalogue(root, audience, lang)
    found = {hub.path: hub.title + hub.html for hub in made.hubs()}
    found |= {path: title + body for path, title, body in made.records()}
    return found | dict(made.assets())


def built(root: Path, audience: str, out: Path, lang: str = "zh") -> dict[str, bytes]:
    """Build a whole site with MkDocs and return path → bytes of every file."""
    build(root, out, Wish(audience, lang, AS_OF))
    files = (path for path in sorted(out.rglob("*")) if path.is_file())
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def filled(kind: RecordType, make_text: Any, wanted: Any) -> dict[str, Any]:
    """Return a record with a text in every field that is wanted.

    Args:
        kind: the type whose schema names the fields.
        make_text: pointer → text.
        wanted: pointer, field → whether to fill it.
    """
    data: dict[str, Any] = {}
    parents = {route[:-1] for route in kind.fields}
    lists = {route[:-1] for route in kind.fields if route[-1] == "*"}
    for route, info in kind.fields.items():
        other_form = route[:-1] in lists and route[-1] != "*"
        if route not in parents and not other_form and wanted(route, info):
            _put(data, route, make_text(route))
    return data


def _put(data: Any, route: Pointer, text: str) -> None:
    node = data
    for step, following in pairwise(route):
        new: Any = [] if following == "*" else {}
        if step == "*":
            if not node:
                node.append(new)
            node = node[0]
        else:
            node = node.setdefault(step, new)
    if isinstance(node, list):
        node.append(text)
    elif isinstance(node, dict):
        node[route[-1]] = text


def is_hidden(kind: RecordType, route: Pointer, info: FieldInfo, *, duty: bool) -> bool:
    """Tell whether no page may show a field, by what the schema says of it."""
    chain = [info, *(kind.fields.get(route[:n]) for n in range(1, len(route)))]
    known = [field for field in chain if field]
    kinds = {"contact", "private"} | (set() if duty else {"duty"})
    return any(not field.on_page or field.personal in kinds for field in known)
