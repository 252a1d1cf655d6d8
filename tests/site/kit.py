"""The small archive of ``archive.yaml`` as a real repository, and its catalogue."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dangan.site.edition import Wish, open_catalogue
from dangan.syntax import dump, load
from support.gitrepo import GitRepo

HERE = Path(__file__).parent
AS_OF = datetime.date(2026, 6, 30)


@cache
def _data() -> Mapping[str, Any]:
    data = load((HERE / "archive.yaml").read_bytes(), "archive.yaml").data
    assert data is not None
    return data


def records() -> dict[str, dict[str, Any]]:
    """Return path → data of the small archive, free to change."""
    return copy.deepcopy(_data()["records"])


def make(root: Path, rows: Mapping[str, Any] | None = None) -> GitRepo:
    """Make a repository of these records (or all), in two commits."""
    repo = GitRepo.create(root)
    repo.write("records/holding.yaml", dump(_data()["holding"]))
    for path, data in (records() if rows is None else rows).items():
        repo.write(path, dump(data))
    repo.commit("records", on="2026-06-28")
    return repo


def catalogue(root: Path, audience: str, lang: str = "zh") -> Any:
    """Open the catalogue of a repository."""
    return open_catalogue(root, Wish(audience, lang, AS_OF))


def pages(root: Path, audience: str, lang: str = "zh") -> dict[str, str]:
    """Return path → text of everything that a catalogue writes by itself."""
    made = catalogue(root, audience, lang)
    found = {hub.path: hub.title + hub.html for hub in made.hubs()}
    found |= {path: title + body for path, title, body in made.records()}
    return found | dict(made.assets())
