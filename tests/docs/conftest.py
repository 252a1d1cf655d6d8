"""The practice archive that the pages of the guide are followed in."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from support.console import Reader, environment

#: The hooks of this repository, without an environment of their own to build.
HOOKS = """\
repos:
  - repo: local
    hooks:
      - id: dangan-fmt
        name: dangan fmt
        language: system
        entry: dangan fmt
        files: ^records/.*\\.ya?ml$
        require_serial: true
      - id: dangan-check
        name: dangan check
        language: system
        entry: dangan check --staged
        pass_filenames: false
        always_run: true
"""


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the demo archive once, as a repository with a remote and hooks."""
    folder = tmp_path_factory.mktemp("practice")
    reader = Reader(folder, environment(folder / "home", "zh-CN"))
    for line in (
        "dangan demo archive",
        "git clone --quiet --bare archive origin.git",
        "git -C archive remote add origin ../origin.git",
        "git -C archive fetch --quiet",
        "git -C archive branch --quiet --set-upstream-to=origin/main main",
    ):
        said, code = reader.run(line)
        assert code == 0, said
    (folder / "archive/.pre-commit-config.yaml").write_text(HOOKS, encoding="utf-8")
    said, code = reader.run(
        "cd archive; git add .pre-commit-config.yaml; git commit -qm hooks;"
        " git push -q; dangan hooks"
    )
    assert code == 0, said
    return folder


@pytest.fixture
def reader(practice: Path, tmp_path: Path) -> Callable[[str], Reader]:
    """Return a function that seats a reader in a fresh copy of the archive."""

    def sit_down(lang: str = "zh-CN") -> Reader:
        room = tmp_path / "room"
        shutil.copytree(practice, room, symlinks=True)
        return Reader(room / "archive", environment(room / "home", lang))

    return sit_down
