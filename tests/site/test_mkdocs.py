"""Plain MkDocs, the command and a successor of MkDocs make the same catalogue."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from dangan.site.build import DEFAULT
from support.catalogue import make
from support.gitrepo import GitRepo

pytestmark = pytest.mark.slow
OWN = """\
site_name: Test
docs_dir: docs
theme: {name: material, font: false}
plugins: [dangan]
"""


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    """Return an archive with a mkdocs.yml and a hand-written page."""
    made = make(tmp_path / "in")
    made.write("mkdocs.yml", OWN)
    made.write("docs/guide/loan.md", "# 借阅须知\n\n先填单。\n")
    made.commit("guide", on="2026-06-29")
    return made


def _files(folder: Path) -> dict[str, bytes]:
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _build(tool: str, repo: GitRepo, out: Path) -> dict[str, bytes]:
    command = [sys.executable, "-m", tool, "build", "--quiet", "--site-dir", str(out)]
    subprocess.run(command, cwd=repo.root, check=True, capture_output=True)
    return _files(out)


def test_mkdocs_and_the_command_make_the_same_bytes(
    repo: GitRepo, tmp_path: Path, dangan: Callable[..., Result]
) -> None:
    out = tmp_path / "command"
    done = dangan("--root", str(repo.root), "site", "--out", str(out), lang="zh-CN")
    assert done.exit_code == 0, done.output
    assert _build("mkdocs", repo, tmp_path / "mkdocs") == _files(out)


@pytest.mark.skipif(
    importlib.util.find_spec("properdocs") is None, reason="ProperDocs not installed"
)
def test_properdocs_makes_the_same_pages(repo: GitRepo, tmp_path: Path) -> None:
    one = _build("mkdocs", repo, tmp_path / "one")
    other = _build("properdocs", repo, tmp_path / "other")
    assert set(one) == set(other)
    records = [path for path in one if path.startswith("record/")]
    assert all(one[path] == other[path] for path in records)


def test_hand_written_pages_stand_beside_the_catalogue(
    repo: GitRepo, tmp_path: Path
) -> None:
    files = _build("mkdocs", repo, tmp_path / "out")
    assert "先填单" in files["guide/loan.html"].decode()
    assert 'href="guide/loan.html">说明</a>' in files["index.html"].decode()


def test_an_archive_without_mkdocs_yml_is_built_too(
    tmp_path: Path, dangan: Callable[..., Result]
) -> None:
    make(tmp_path / "in")
    done = dangan("--root", str(tmp_path / "in"), "site", "--lang", "en")
    assert done.exit_code == 0, done.output
    assert "What to do today" in (tmp_path / "in/site/index.html").read_text("utf-8")
    assert DEFAULT.is_file()


def test_the_holding_names_the_audience(repo: GitRepo, tmp_path: Path) -> None:
    files = _build("mkdocs", repo, tmp_path / "out")
    assert "内部版" in files["index.html"].decode()


def test_a_folder_with_other_things_is_not_overwritten(
    repo: GitRepo, tmp_path: Path, dangan: Callable[..., Result]
) -> None:
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "letter.txt").write_text("dear", encoding="utf-8")
    done = dangan("--root", str(repo.root), "site", "--out", str(mine))
    assert done.exit_code == 3
    assert (mine / "letter.txt").read_text(encoding="utf-8") == "dear"
    done = dangan("--root", str(repo.root), "site", "--out", str(repo.root))
    assert done.exit_code == 3


def test_an_unknown_audience_is_told(
    repo: GitRepo, tmp_path: Path, dangan: Callable[..., Result]
) -> None:
    out = str(tmp_path / "out")
    done = dangan("--root", str(repo.root), "site", "--out", out, "--audience", "vip")
    assert done.exit_code == 3
    assert "public, internal, archive" in done.output


def test_an_unknown_audience_is_one_line_whoever_builds(
    repo: GitRepo, tmp_path: Path, dangan: Callable[..., Result]
) -> None:
    out = tmp_path / "out"
    words = ("site", "--audience", "nobody", "--out", str(out))
    done = dangan("--root", str(repo.root), *words)
    assert done.exit_code == 3
    fact, fix = done.stderr.splitlines()
    assert fact.endswith(
        "records/holding.yaml → audiences → there is no audience nobody"
    )
    assert fix.strip().startswith("fix: use one of: ")
    plugin = "plugins: [{dangan: {audience: nobody, lang: en}}]"
    repo.write("mkdocs.yml", OWN.replace("plugins: [dangan]", plugin))
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(out)]
    plain = subprocess.run(
        command, cwd=repo.root, check=False, capture_output=True, encoding="utf-8"
    )
    assert plain.returncode == 1
    assert fact in plain.stderr
    assert not (out / "index.html").exists()
