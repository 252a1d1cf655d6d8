"""A catalogue built over an older one is the one that an empty folder would get."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangan.site import stream
from support.catalogue import built, make, records
from support.gitrepo import GitRepo

pytestmark = pytest.mark.slow
ITEM = "records/item/2021/MK-2021-001.yaml"
PAGE = "record/item/2021/MK-2021-001.html"


@pytest.fixture
def repo(tmp_path: Path) -> GitRepo:
    return make(tmp_path / "in")


def _edit(repo: GitRepo) -> None:
    path = repo.root / ITEM
    text = path.read_text("utf-8")
    path.write_text(text + "summary: 另有一份\n", "utf-8")


def _delete(repo: GitRepo) -> None:
    (repo.root / ITEM).unlink()


def _rename(repo: GitRepo) -> None:
    (repo.root / ITEM).rename(repo.root / ITEM.replace("001", "777"))


@pytest.mark.parametrize("change", [_edit, _delete, _rename])
def test_after_a_change_the_bytes_are_those_of_a_fresh_build(
    repo: GitRepo, tmp_path: Path, change
) -> None:
    built(repo.root, "archive", tmp_path / "old")
    change(repo)
    repo.commit("change", on="2026-06-29")
    over = built(repo.root, "archive", tmp_path / "old")
    assert over == built(repo.root, "archive", tmp_path / "new")


def test_for_other_readers_nothing_of_the_old_one_is_left(
    repo: GitRepo, tmp_path: Path
) -> None:
    old = built(repo.root, "archive", tmp_path / "old")
    for audience, lang in (("public", "zh"), ("public", "en"), ("archive", "en")):
        over = built(repo.root, audience, tmp_path / "old", lang)
        assert over == built(repo.root, audience, tmp_path / audience / lang, lang)
    assert "findings.html" in old


def test_a_broken_folder_is_set_right_and_links_are_not_followed(
    repo: GitRepo, tmp_path: Path
) -> None:
    fresh = built(repo.root, "archive", tmp_path / "out")
    out, outside = tmp_path / "out", tmp_path / "outside.html"
    outside.write_text("kept", "utf-8")
    (out / PAGE).unlink()
    (out / PAGE).symlink_to(outside)
    (out / "index.html").write_text("broken", "utf-8")
    (out / "statistics.html").unlink()
    (out / "statistics.html").mkdir()
    (out / "record" / "stray.html").write_text("stray", "utf-8")
    assert built(repo.root, "archive", out) == fresh
    assert outside.read_text("utf-8") == "kept"


def test_what_did_not_change_is_not_written_again(
    repo: GitRepo, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    names = built(repo.root, "archive", out)
    for name in names:
        os.utime(out / name, (1, 1))
    built(repo.root, "archive", out)
    assert [name for name in names if (out / name).stat().st_mtime != 1] == []


def test_two_processes_write_the_same_pages(
    repo: GitRepo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = built(repo.root, "archive", tmp_path / "one")
    monkeypatch.setattr(stream, "WORTH_IT", 1)
    monkeypatch.setattr(stream, "BLOCK", 1)
    assert built(repo.root, "archive", tmp_path / "two") == alone
    monkeypatch.setattr(stream, "MOST_WAITING", 2)
    assert built(repo.root, "archive", tmp_path / "three") == alone
    assert len(records()) > 2
