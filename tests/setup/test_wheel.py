"""What ``pip install .`` brings: the command, the schemas, the packs, the texts."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from support.source import PACKAGE, ROOT

pytestmark = [pytest.mark.setup, pytest.mark.slow, pytest.mark.xdist_group("setup")]


def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_schemas_and_packs_are_inside(wheel: Path) -> None:
    inside = names(wheel)
    ours = [p for p in (ROOT / "schemas").rglob("*") if p.suffix in {".json", ".yaml"}]
    wanted = {f"dangan/_data/{p.relative_to(ROOT).as_posix()}" for p in ours}
    assert wanted <= inside


def test_templates_and_texts_are_inside(wheel: Path) -> None:
    inside = names(wheel)
    ours = [*PACKAGE.rglob("*.j2"), *PACKAGE.rglob("*.mo"), *PACKAGE.rglob("*.html")]
    wanted = {f"dangan/{p.relative_to(PACKAGE).as_posix()}" for p in ours}
    assert wanted <= inside


def test_nothing_else_is_inside(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in names(wheel)}
    assert {top for top in tops if not top.startswith("dangan")} == set()


def test_command_and_plugin_are_announced(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        name = next(n for n in archive.namelist() if n.endswith("entry_points.txt"))
        text = archive.read(name).decode()
    assert "dangan = dangan.cli.main:main" in text
    assert "[mkdocs.plugins]" in text
