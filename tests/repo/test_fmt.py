"""``dangan fmt``: what it writes, what it only tells, and what it never shows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from support.gitrepo import GitRepo

Dangan = Callable[..., Result]
RECORD = "records/item/2021/MK-2021-001.yaml"
GOOD = "number: MK-2021-001\ntype: item\ntitle: 演示\n"
LOOSE = "title: '演示'\ntype: item\nnumber: 'MK-2021-001'\n"
HOLDING = "# 说明\ntype: holding\nname: {zh: 演示, en: Demo}\n"


@pytest.fixture
def repo(git_repo: GitRepo, monkeypatch: pytest.MonkeyPatch) -> GitRepo:
    git_repo.write("records/holding.yaml", HOLDING)
    git_repo.write(RECORD, LOOSE)
    git_repo.write("records/item/_drafts/a.yaml", "# 题名\ntitle: 'x'\ntype: item\n")
    monkeypatch.chdir(git_repo.root)
    return git_repo


def _text(repo: GitRepo, path: str = RECORD) -> str:
    return (repo.root / path).read_text("utf-8")


def test_records_get_their_form_and_comments_stay(
    repo: GitRepo, dangan: Dangan
) -> None:
    result = dangan("fmt")
    assert (result.exit_code, _text(repo)) == (0, GOOD)
    assert _text(repo, "records/holding.yaml") == HOLDING
    assert _text(repo, "records/item/_drafts/a.yaml").startswith("# 题名\ntitle: 'x'")
    assert "1 files rewritten, 2 left" in result.output
    again = dangan("fmt")
    assert (again.exit_code, _text(repo)) == (0, GOOD)
    assert "0 files rewritten, 3 left" in again.output


def test_check_and_diff_write_nothing(repo: GitRepo, dangan: Dangan) -> None:
    for words in (("--check",), ("--diff",), ("--check", "--diff")):
        result = dangan("fmt", *words)
        assert (result.exit_code, _text(repo)) == (1, LOOSE)
        assert RECORD in result.output
    dangan("fmt")
    assert dangan("fmt", "--check").exit_code == 0


def test_a_patch_hides_values_unless_asked(repo: GitRepo, dangan: Dangan) -> None:
    hidden = dangan("fmt", "--diff").stdout
    assert "演示" not in hidden
    assert "+number: ‹hidden›" in hidden
    shown = dangan("fmt", "--diff", "--with-personal").stdout
    (repo.root / "patch").write_text(shown, "utf-8")
    repo.git("apply", "patch")
    assert _text(repo) == GOOD


def test_only_what_is_named_is_looked_at(repo: GitRepo, dangan: Dangan) -> None:
    repo.write("schemas/types/x.yaml", "b: 'x'\n")
    for words in (["records/holding.yaml"], ["schemas"], ["records/item/_drafts"]):
        assert dangan("fmt", *words).exit_code == 0
        assert _text(repo) == LOOSE
    dangan("fmt", str(repo.root / "records" / "item" / "2021"))
    assert _text(repo) == GOOD


def test_a_path_outside_is_wrong_use(
    repo: GitRepo, dangan: Dangan, tmp_path: Path
) -> None:
    assert dangan("fmt", str(tmp_path)).exit_code == 2
    assert dangan("fmt", "nowhere").exit_code == 2
    assert _text(repo) == LOOSE


def test_what_cannot_be_read_is_reported_and_left(
    repo: GitRepo, dangan: Dangan
) -> None:
    bad = "title: kanarienvogel\ntitle: no\n"
    repo.write("records/item/2021/B.yaml", bad)
    result = dangan("fmt")
    assert (result.exit_code, _text(repo)) == (1, GOOD)
    assert _text(repo, "records/item/2021/B.yaml") == bad
    assert "records/item/2021/B.yaml:2:1: the field title stands twice" in result.stderr
    assert "kanarienvogel" not in result.output


def test_a_comment_in_a_record_stops_the_rewriting(
    repo: GitRepo, dangan: Dangan
) -> None:
    repo.write(RECORD, LOOSE + "# warum\n")
    result = dangan("fmt")
    assert result.exit_code == 1
    assert _text(repo) == LOOSE + "# warum\n"
    assert f"{RECORD}:4:1: a comment stands" in result.stderr


def test_windows_line_endings_are_put_right(repo: GitRepo, dangan: Dangan) -> None:
    (repo.root / RECORD).write_bytes(LOOSE.replace("\n", "\r\n").encode())
    dangan("fmt")
    assert (repo.root / RECORD).read_bytes() == GOOD.encode()
