"""The cases of checks: small archives in files, each with what must be found.

``tests/cases/<CODE>/fail-….yaml`` and ``pass-….yaml``::

    title: {zh: …, en: …}
    as_of: "2026-06-30"
    records:
      item/2021/WD-2021-0001: {opened_on: "2021-05-01", closed_on: "2021-03-01"}
    expect:
      - {code: R305, record: item/2021/WD-2021-0001, at: closed_on}

``_rules.yaml`` beside the folders holds the holding and the defaults of all
cases, ``_packs/`` regulations that only cases know. How records are written is
told in ``workspace.trial``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dangan import syntax
from dangan.checks._registry import every_check
from dangan.checks._runner import Run, run_all
from dangan.model.errors import SetupError
from dangan.model.json import JsonObject
from dangan.model.record import Document
from dangan.repo.tree import WorkingTree
from dangan.workspace.archive import HOLDING
from dangan.workspace.open import compose
from dangan.workspace.product import data_root
from dangan.workspace.source import Source
from dangan.workspace.trial import Rules, Trial, path_of

#: What "today" is in a case that does not say.
_TODAY = "2026-06-30"


@dataclass(frozen=True)
class Case:
    """One file: a small archive and what must be found in it."""

    code: str
    name: str
    #: The file as it is, for documentation.
    text: str
    data: JsonObject
    rules: Rules

    @property
    def fails(self) -> bool:
        """Tell whether the check must find something."""
        return self.name.startswith("fail-")

    @property
    def as_of(self) -> datetime.date:
        """Return the day on which the case is looked at."""
        return datetime.date.fromisoformat(str(self.data.get("as_of", _TODAY)))

    def title(self, lang: str) -> str:
        """Return what the case is about."""
        return str(self.data["title"]["zh" if lang.startswith("zh") else "en"])

    @cached_property
    def files(self) -> Mapping[str, str]:
        """Return path → text of the archive."""
        return self._trial.files

    @property
    def expected(self) -> list[tuple[str, str, str]]:
        """Return (code, path, dotted pointer) of what must be found, sorted."""
        rows = self.data.get("expect", ())
        return sorted(
            (str(row["code"]), _path(row), str(row.get("at", ""))) for row in rows
        )

    def run(self) -> tuple[Run, Source]:
        """Run the gate; of the watch only the check that the case is for."""
        wanted = (c for c in every_check() if c.tier == "gate" or c.code == self.code)
        stated = self.data.get("before")
        before = Trial.made(self.rules, self.data, "before") if stated else None
        ctx = self._trial.context(before, self.data)
        source = Source(self._read, ctx)
        return run_all(ctx, tuple(wanted), self.as_of, source.locate), source

    @cached_property
    def _trial(self) -> Trial:
        return Trial.made(self.rules, self.data)

    def _read(self, path: str) -> bytes:
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path].encode()


def cases_in(folder: Path) -> Mapping[str, tuple[Case, ...]]:
    """Return code → cases, the failing ones first."""
    rules = rules_of(folder)
    found: dict[str, tuple[Case, ...]] = {}
    for path in sorted(folder.glob("R[0-9][0-9][0-9]/*.yaml")):
        text = path.read_text("utf-8")
        case = Case(path.parent.name, path.stem, text, _data(path), rules)
        found[case.code] = (*found.get(case.code, ()), case)
    return found


def rules_of(folder: Path) -> Rules:
    """Return what judges the cases of a folder: the product's own rules."""
    shared = _data(folder / "_rules.yaml")
    root = data_root().parent
    nothing = Document(HOLDING, {})
    space = compose(root, WorkingTree(root), (nothing,), ())
    further = tuple(_pack(path) for path in sorted(folder.glob("_packs/*.yaml")))
    return Rules(space, shared["defaults"], shared["holding"], further)


def _pack(path: Path) -> Document:
    """Return a regulation that only cases know, as if it lay in its folder."""
    data = _data(path)
    return Document(f"schemas/packs/{data['id']}/pack.yaml", data)


def _data(path: Path) -> JsonObject:
    """Read a file as strictly as a record; SetupError where that fails."""
    parsed = syntax.load(path.read_bytes(), path.name)
    if parsed.data is None:
        fact = str(parsed.problems[0].draft.message)
        raise SetupError(fact, context=(path.parent.name, path.name))
    return parsed.data


def _path(row: JsonObject) -> str:
    name = str(row.get("record", row.get("path", "")))
    return path_of(name) if "record" in row else name
