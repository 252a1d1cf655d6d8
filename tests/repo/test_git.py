"""Git, thinly: what it is asked and what it must not take from a hook."""

from __future__ import annotations

from pathlib import Path

import pytest

from dangan.model.errors import RepositoryError
from dangan.repo import git
from dangan.repo.history import is_shallow, numbers_before, numbers_ever, walk
from support.gitrepo import GitRepo

ONE = "records/item/2021/A-1.yaml"
TWO = "records/item/2021/A-2.yaml"


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.write(ONE, "a: 1\n")
    git_repo.write("records/item/_drafts/D-1.yaml", "a: 1\n")
    git_repo.commit("one", on="2026-01-05")
    git_repo.write(ONE, "a: 2\n")
    git_repo.write(TWO, "a: 1\n")
    git_repo.commit("two", on="2026-01-06")
    return git_repo


def test_the_variables_of_a_hook_are_left_out(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", "/nowhere")
    found = git.run(repo.root / "records", ["rev-parse", "--show-toplevel"])
    assert Path(found.decode().rstrip()) == repo.root
    assert "GIT_DIR" not in git.clean_env()


def test_outside_of_a_repository(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="not a git repository"):
        git.run(tmp_path, ["ls-files"])
    assert git.git_dir(tmp_path) is None


def test_a_folder_of_somebody_else_says_what_to_do(repo: GitRepo) -> None:
    foreign = {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1"}
    with pytest.raises(RepositoryError, match=r"safe\.directory"):
        git.run(repo.root, ["ls-files"], env=foreign)


def test_changed_paths(repo: GitRepo) -> None:
    assert git.changed_paths(repo.root, "HEAD~1", "HEAD") == (ONE, TWO)
    (repo.root / ONE).unlink()
    repo.write("records/item/2021/新.yaml", "a: 1\n")
    assert git.changed_paths(repo.root, "HEAD") == (ONE, "records/item/2021/新.yaml")


def test_everything_is_changed_before_the_first_commit(git_repo: GitRepo) -> None:
    git_repo.write(ONE, "a: 1\n")
    assert git.changed_paths(git_repo.root, "HEAD") == (ONE,)
    git_repo.git("add", ONE)
    assert git.changed_paths(git_repo.root, "HEAD") == (ONE,)


def test_merge_base_and_blob(repo: GitRepo) -> None:
    first = repo.git("rev-parse", "HEAD~1")
    assert git.merge_base(repo.root, "HEAD", "HEAD~1") == first
    assert git.merge_base(repo.root, "HEAD", "nowhere") is None
    assert git.blob_at(repo.root, "HEAD~1", ONE) == b"a: 1\n"
    assert git.blob_at(repo.root, "HEAD~1", TWO) is None
    assert git.blob_at(repo.root, "nowhere", ONE) is None


def test_the_author_git_would_write(repo: GitRepo) -> None:
    repo.git("config", "user.name", "演示")
    repo.git("config", "user.email", "demo@example.invalid")
    assert git.author(repo.root) == ("演示", "demo@example.invalid")


def test_gitpython_opens_and_closes(repo: GitRepo, tmp_path: Path) -> None:
    with git.opened(repo.root) as opened:
        assert opened.head.commit.message.strip() == "two"
    with pytest.raises(RepositoryError), git.opened(tmp_path):
        pass


def test_an_error_of_git_shows_no_machine_path(repo: GitRepo) -> None:
    with pytest.raises(RepositoryError) as raised:
        git.run(repo.root, ["cat-file", "blob", "HEAD:none"])
    assert str(repo.root) not in str(raised.value)


def test_one_walk_tells_the_history_of_every_file(repo: GitRepo) -> None:
    history = walk(repo.root)
    assert [commit.subject for commit in history.commits] == ["two", "one"]
    assert [touch.status for touch in history.by_path[ONE]] == ["M", "A"]
    newest = history.by_path[ONE][0]
    assert newest.commit.on == "2026-01-06T09:00:00+08:00"
    assert newest.commit.author == "演示档案员"
    assert newest.before == history.by_path[ONE][1].after
    assert not history.shallow


def test_the_history_of_a_prefix(repo: GitRepo) -> None:
    repo.write("docs/x.md", "x\n")
    repo.commit("three")
    assert len(walk(repo.root, prefix="records").commits) == 2


def test_merges_count_only_for_what_no_parent_holds(repo: GitRepo) -> None:
    repo.git("checkout", "--quiet", "-b", "side", "HEAD~1")
    repo.write("records/item/2021/A-3.yaml", "a: 1\n")
    repo.commit("side")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-commit", "side")
    repo.write("records/item/2021/EVIL.yaml", "a: 1\n")
    repo.commit("merge")
    history = walk(repo.root)
    assert [
        t.commit.subject for t in history.by_path["records/item/2021/A-3.yaml"]
    ] == ["side"]
    (evil,) = history.by_path["records/item/2021/EVIL.yaml"]
    assert (evil.commit.subject, evil.status) == ("merge", "A")


def test_a_number_is_remembered_when_its_file_is_gone(repo: GitRepo) -> None:
    repo.git("rm", "--quiet", TWO)
    repo.commit("gone")
    repo.write("records/item/2021/A-9.yaml", "a: 1\n")
    assert numbers_ever(repo.root) == {"A-1", "A-2", "A-9"}


def test_what_a_change_brings_was_not_there_before(repo: GitRepo) -> None:
    """Neither a file on disk nor a later commit makes a number an old one."""
    base = repo.git("rev-parse", "HEAD")
    repo.write("records/item/2021/A-8.yaml", "a: 1\n")
    repo.commit("later")
    repo.write("records/item/2021/A-9.yaml", "a: 1\n")
    assert numbers_before(repo.root, base) == {"A-1", "A-2"}


def test_a_number_of_a_reverted_side_branch_is_remembered(repo: GitRepo) -> None:
    repo.git("checkout", "--quiet", "-b", "side")
    repo.write("records/item/2021/A-7.yaml", "a: 1\n")
    repo.commit("side")
    repo.git("rm", "--quiet", "records/item/2021/A-7.yaml")
    repo.commit("back")
    repo.git("checkout", "--quiet", "main")
    repo.git("merge", "--quiet", "--no-ff", "-m", "merge", "side")
    assert "A-7" in numbers_ever(repo.root)


def test_no_history_and_no_repository(git_repo: GitRepo, tmp_path: Path) -> None:
    assert walk(git_repo.root).commits == ()
    git_repo.write(ONE, "a: 1\n")
    assert numbers_ever(git_repo.root) == {"A-1"}
    (tmp_path / "plain").mkdir()
    assert numbers_ever(tmp_path / "plain") == frozenset()


def test_a_shallow_clone_says_so(repo: GitRepo, tmp_path: Path) -> None:
    source = f"file://{repo.root}"
    repo.git("clone", "--quiet", "--depth", "1", source, str(tmp_path / "shallow"))
    assert is_shallow(tmp_path / "shallow")
    assert walk(tmp_path / "shallow").shallow
    assert not is_shallow(repo.root)


def test_settings_of_the_user_do_not_matter(repo: GitRepo) -> None:
    expected = walk(repo.root)
    for setting in (
        "log.showSignature=true", "log.showRoot=false", "color.ui=always",
        "diff.renames=copies", "core.quotePath=true", "log.diffMerges=off",
        "diff.noprefix=true", "log.mailmap=true", "core.abbrev=5",
    ):  # fmt: skip
        repo.git("config", *setting.split("="))
    assert walk(repo.root) == expected
