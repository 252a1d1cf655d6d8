"""The class chosen decides which regulation governs; all their classes are offered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dangan import syntax
from support.gitrepo import GitRepo

HOLDING = """
type: holding
name: {zh: 演示建材, en: Demo}
code: YS
fonds: Z109
as_of: "2026-06-30"
packs:
  - {pack: "000-21", for: {type: contract}}
  - {pack: "000-21", for: {type: item, class: {pattern: "^WJ"}}}
  - {pack: "001-01", for: {type: item, class: {pattern: "^KH"}}}
  - {pack: "000-17", for: {type: item}}
  - {pack: "001-01"}
departments:
  - {id: marketing, code: MK, slug: MK, label: {zh: 市场部, en: Marketing}}
people:
  - {id: P003, name: 王档（演示）, department: marketing}
"""
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    repo = GitRepo.create(tmp_path_factory.mktemp("classes") / "repo")
    repo.write("records/holding.yaml", HOLDING.lstrip())
    repo.commit("begin")
    return repo.root


ACCEPTED = [
    ("item", "MR", "MR"),
    ("item", "市场调研类", "MR"),
    ("item", "market research", "MR"),
    ("item", "KH-HT", "KH-HT"),
    ("item", "WJ-GS", "WJ-GS"),
    ("contract", "HT-GX", "HT-GX"),
]
#: A contract's class on an item, a class without the pack that governs it.
REFUSED = [("item", "HT-GX"), ("contract", "MR"), ("contract", "WJ-GS")]


@pytest.mark.parametrize(("kind", "said", "code"), ACCEPTED)
def test_classes_of_every_governing_regulation(dangan, home, kind, said, code):
    words = ("--no-ask", "--set", f"class={said}", "--set", "title=演示")
    result = dangan("--root", str(home), "new", kind, *words)
    assert result.exit_code == 0, result.output
    (path,) = home.glob("records/*/_drafts/*.yaml")
    assert syntax.load(path.read_bytes(), path.name).data["class"] == code
    path.unlink()


@pytest.mark.parametrize(("kind", "said"), REFUSED)
def test_classes_of_other_types_are_refused(dangan, home, kind, said):
    words = ("--no-ask", "--set", f"class={said}", "--set", "title=演示")
    result = dangan("--root", str(home), "new", kind, *words)
    assert result.exit_code == 1
    assert "Class is not on its list" in result.output


def test_numbers_are_held_back_in_the_series_of_any_of_them(dangan, home):
    words = ("assign", "--reserve", "2", "MK-2026", "--type", "item", "--dry-run")
    result = dangan("--root", str(home), *words)
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[0].startswith("MK-2026-001  ")
