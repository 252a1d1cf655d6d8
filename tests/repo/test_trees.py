"""Files on disk, of a revision and staged: what is listed, what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangan.model.errors import RepositoryError
from dangan.repo.cache import Cache
from dangan.repo.load import load_documents, parse
from dangan.repo.tree import EmptyTree, GitTree, IndexTree, Tree, WorkingTree, tree_at
from support.gitrepo import GitRepo

TEXT = "number: MK-2021-001\ntitle: 演示\n"
PATH = "records/item/2021/MK-2021-001.yaml"


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    git_repo.write(PATH, TEXT)
    git_repo.write("records/holding.yaml", "type: holding\n")
    git_repo.commit("first")
    return git_repo


def _trees(repo: GitRepo) -> list[Tree]:
    root = repo.root
    return [WorkingTree(root), GitTree(root, "HEAD"), IndexTree(root)]


def test_three_trees_say_the_same(repo: GitRepo) -> None:
    for tree in _trees(repo):
        documents, problems = load_documents(tree, "records")
        assert [document.path for document in documents] == [
            "records/holding.yaml",
            PATH,
        ]
        assert documents[1].data == {"number": "MK-2021-001", "title": "演示"}
        assert problems == ()
        assert tree.read(PATH) == TEXT.encode()
        assert tree.files("records/item") == (PATH,)
        assert tree.files(PATH) == (PATH,)


def test_each_tree_sees_its_own_state(repo: GitRepo) -> None:
    repo.write(PATH, "number: staged\n")
    repo.git("add", PATH)
    repo.write(PATH, "number: on-disk\n")
    told = [tree.read(PATH).split()[1] for tree in _trees(repo)]
    assert told == [b"on-disk", b"MK-2021-001", b"staged"]


def test_an_archive_in_a_subfolder_has_paths_of_its_own(git_repo: GitRepo) -> None:
    git_repo.write(f"sub/{PATH}", TEXT)
    git_repo.commit("first")
    root = git_repo.root / "sub"
    for tree in (WorkingTree(root), GitTree(root, "HEAD"), IndexTree(root)):
        assert tree.files("records") == (PATH,)
        assert tree.read(PATH) == TEXT.encode()


def test_the_index_of_a_partial_commit(repo: GitRepo, tmp_path: Path) -> None:
    other = tmp_path / "next-index"
    other.write_bytes((repo.root / ".git" / "index").read_bytes())
    repo.write(PATH, "number: staged\n")
    repo.git("add", PATH)
    assert IndexTree(repo.root, str(other)).read(PATH) == TEXT.encode()


def test_a_repository_without_commits(git_repo: GitRepo) -> None:
    git_repo.write(PATH, TEXT)
    assert isinstance(tree_at(git_repo.root), EmptyTree)
    assert tree_at(git_repo.root).files() == ()
    assert WorkingTree(git_repo.root).files() == (PATH,)
    assert IndexTree(git_repo.root).files() == ()


def test_detached_head_and_worktrees(repo: GitRepo, tmp_path: Path) -> None:
    repo.git("checkout", "--quiet", "--detach")
    repo.git("worktree", "add", "--quiet", str(tmp_path / "other"), "HEAD")
    other = tmp_path / "other"
    assert GitTree(other, "HEAD").files("records/item") == (PATH,)
    cache = Cache.beside(other)
    assert cache
    documents, _ = load_documents(WorkingTree(other), "records", cache=cache)
    assert len(documents) == 2


def test_an_unknown_revision_is_a_broken_set_up(repo: GitRepo) -> None:
    for rev in ("nowhere", "--all", ""):
        with pytest.raises(RepositoryError):
            GitTree(repo.root, rev)


def test_a_path_outside_is_not_read(repo: GitRepo) -> None:
    for path in ("../secret", "/etc/passwd", "records/../../x", "a\0b"):
        with pytest.raises(RepositoryError):
            WorkingTree(repo.root).read(path)


@pytest.mark.parametrize("prefix", ["..", "../x", "records/../../x", "/etc", "a\0b"])
def test_nothing_is_listed_outside(repo: GitRepo, prefix: str) -> None:
    (repo.root.parent / "x").write_text("outside", encoding="utf-8")
    assert WorkingTree(repo.root).files(prefix) == ()


def test_a_missing_file_is_missing_in_every_tree(repo: GitRepo) -> None:
    for tree in _trees(repo):
        with pytest.raises(FileNotFoundError):
            tree.read("records/none.yaml")


ODD = {
    "records/item/CON.yaml": "odd-name",
    "records/item/lpt1": "odd-name",
    "records/item/-x.yaml": "odd-name",
    "records/item/x .yaml": "odd-name",
    "records/item/x.": "odd-name",
    "records/item/a\nb.yaml": "odd-name",
    "records/item/编号.yaml": "odd-name",
    "records/item/a\u202eb.yaml": "odd-name",
    "records/item/a:b.yaml": "odd-name",
    "records/item/.hidden.yaml": "odd-name",
    "records/ïtem/x.yaml": "odd-name",
    "records/item/scan.pdf": "stray-file",
    "records/item/x.yml": "stray-file",
}


@pytest.mark.parametrize("path", ODD)
def test_names_are_checked_by_an_allow_list(repo: GitRepo, path: str) -> None:
    repo.write(path, "a: 1\n")
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "-m", "odd")
    for tree in _trees(repo):
        documents, problems = load_documents(tree, "records")
        assert [problem.kind for problem in problems] == [ODD[path]]
        assert len(documents) == 2
        assert problems[0].draft.place.path.isprintable()


def test_names_that_some_systems_take_for_one(repo: GitRepo) -> None:
    repo.write("records/item/2021/mk-2021-001.yaml", TEXT)
    repo.commit("twin")
    for tree in _trees(repo):
        _, problems = load_documents(tree, "records")
        assert [problem.kind for problem in problems] == ["name-twin"]


def test_links_are_never_followed(repo: GitRepo, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.yaml").write_text("a: 1\n")
    (repo.root / "records" / "link.yaml").symlink_to("/etc/passwd")
    (repo.root / "records" / "folder").symlink_to(outside)
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "-m", "links")
    for tree in _trees(repo):
        documents, problems = load_documents(tree, "records")
        assert [problem.kind for problem in problems] == ["symlink", "symlink"]
        assert len(documents) == 2
    with pytest.raises(OSError, match="symbolic"):
        WorkingTree(repo.root).read("records/link.yaml")
    for path in ("records/link.yaml", "records/folder", "records/folder/x.yaml"):
        assert WorkingTree(repo.root).files(path) == ()


def test_a_pipe_is_no_file(repo: GitRepo) -> None:
    os.mkfifo(repo.root / "records" / "pipe")
    _, problems = load_documents(WorkingTree(repo.root), "records")
    assert [problem.kind for problem in problems] == ["special-file"]


CONTENT = {
    "binary": b"\x7fELF\0\0\0",
    "lfs-pointer": b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    "too-large": b"a: " + b"x" * 300_000,
    "not-utf8": b"a: \xff\n",
}


@pytest.mark.parametrize("kind", CONTENT)
@pytest.mark.parametrize("jobs", [1, 2])
def test_content_that_is_no_record(repo: GitRepo, kind: str, jobs: int) -> None:
    (repo.root / "records" / "x.yaml").write_bytes(CONTENT[kind])
    repo.git("add", "--all")
    repo.git("commit", "--quiet", "-m", "content")
    for tree in _trees(repo):
        documents, problems = load_documents(tree, "records", jobs=jobs)
        assert [problem.kind for problem in problems] == [kind]
        assert len(documents) == 2


def test_kept_files_and_leftovers_are_no_problem(repo: GitRepo) -> None:
    for name in (".gitkeep", ".gitattributes", "README.md", ".x.yaml.tmp-123"):
        repo.write(f"records/item/{name}", "")
    documents, problems = load_documents(WorkingTree(repo.root), "records")
    assert (len(documents), problems) == (2, ())


def test_one_document_comes_with_its_text(repo: GitRepo) -> None:
    parsed = parse(WorkingTree(repo.root).read(PATH), PATH)
    assert (parsed.text, parsed.problems) == (TEXT, ())


def test_no_repository_at_all(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "a.yaml").write_text("a: 1\n")
    documents, _ = load_documents(WorkingTree(tmp_path), "records")
    assert len(documents) == 1


def test_a_partial_clone_says_what_is_missing(repo: GitRepo) -> None:
    oid = repo.git("rev-parse", f"HEAD:{PATH}")
    (repo.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    with pytest.raises(RepositoryError, match="lacks a file"):
        load_documents(GitTree(repo.root, "HEAD"), "records")


def test_replaced_objects_do_not_count(repo: GitRepo) -> None:
    repo.write(PATH, "number: forged\n")
    forged = repo.git("hash-object", "-w", PATH)
    repo.git("replace", repo.git("rev-parse", f"HEAD:{PATH}"), forged)
    assert GitTree(repo.root, "HEAD").read(PATH) == TEXT.encode()
