"""What is remembered between runs, and that it never changes a result."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from dangan.repo.cache import Cache
from dangan.repo.load import Loaded, load_documents
from dangan.repo.tree import GitTree, WorkingTree
from support.gitrepo import GitRepo

OLD = 1_700_000_000_000_000_000


@pytest.fixture
def repo(git_repo: GitRepo) -> GitRepo:
    for number in range(30):
        path = f"records/item/{2020 + number % 3}/MK-{number:03}.yaml"
        _age(git_repo.write(path, f"number: MK-{number:03}\npages: {number}\n"))
    git_repo.write("records/item/2021/bad.yaml", "a: no\n")
    git_repo.write("records/item/2021/warned.yaml", "a: b #3\n")
    git_repo.commit("first")
    return git_repo


def _age(file: Path, by: int = 0) -> None:
    """Set the time of a file back, so that its stamp can be trusted."""
    os.utime(file, ns=(OLD + by, OLD + by))


def _load(repo: GitRepo, *, cached: bool = True, jobs: int = 1) -> Loaded:
    cache = Cache.beside(repo.root) if cached else None
    return load_documents(WorkingTree(repo.root), "records", cache=cache, jobs=jobs)


def _told(loaded: Loaded) -> object:
    documents, problems = loaded
    rows = [(d.path, d.data, d.digest, d.text) for d in documents]
    return rows, problems


def test_the_cache_never_changes_a_result(repo: GitRepo) -> None:
    fresh = _told(_load(repo, cached=False))
    for _ in range(3):
        assert _told(_load(repo)) == fresh
    head = load_documents(GitTree(repo.root, "HEAD"), "records")
    known = Cache.beside(repo.root)
    again = load_documents(GitTree(repo.root, "HEAD"), "records", cache=known)
    assert _told(head) == _told(again) == fresh


def test_a_change_is_seen_whatever_the_clock_says(repo: GitRepo) -> None:
    _load(repo)
    file = repo.root / "records/item/2020/MK-000.yaml"
    before = file.stat()
    file.write_text("number: XX-000\npages: 0\n")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    documents, _ = _load(repo)
    assert documents[0].data["number"] == "XX-000"


def test_edits_in_quick_succession_are_all_seen(repo: GitRepo) -> None:
    file = repo.root / "records/item/2020/MK-000.yaml"
    for round_ in range(20):
        file.write_text(f"number: AA-{round_:03}\n")
        documents, _ = _load(repo)
        assert documents[0].data["number"] == f"AA-{round_:03}"


def test_a_file_replaced_by_another_of_the_same_size(repo: GitRepo) -> None:
    _load(repo)
    file = repo.root / "records/item/2020/MK-000.yaml"
    other = repo.write("other", "number: YY-000\npages: 0\n")
    _age(other)
    other.replace(file)
    assert _load(repo)[0][0].data["number"] == "YY-000"


def test_a_damaged_cache_counts_as_none(repo: GitRepo) -> None:
    fresh = _told(_load(repo))
    for place in (repo.root / ".git" / "dangan" / "cache").iterdir():
        content = bytearray(place.read_bytes())
        content[len(content) // 2] ^= 0xFF
        place.write_bytes(content[: len(content) - 3] if len(content) % 2 else content)
    assert _told(_load(repo)) == fresh


def test_a_deleted_cache_is_made_again(repo: GitRepo) -> None:
    fresh = _told(_load(repo))
    shutil.rmtree(repo.root / ".git" / "dangan")
    assert _told(_load(repo)) == fresh


def test_old_stamps_are_trusted_and_new_ones_are_not(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(repo)
    reads: list[str] = []
    plain = WorkingTree.read

    def read(tree: WorkingTree, path: str) -> bytes:
        reads.append(path)
        return plain(tree, path)

    monkeypatch.setattr(WorkingTree, "read", read)
    _load(repo)
    assert len(reads) >= 30
    _later(monkeypatch)
    _load(repo)
    reads.clear()
    _load(repo)
    assert {Path(path).name for path in reads} == {"bad.yaml", "warned.yaml"}


def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the file system's clock be an hour ahead."""
    clock = Cache.clock
    hour = 3_600_000_000_000
    monkeypatch.setattr(Cache, "clock", lambda cache: clock(cache) + hour)


def test_two_processes_give_the_same(git_repo: GitRepo) -> None:
    for number in range(450):
        git_repo.write(f"records/item/2021/A-{number}.yaml", f"pages: {number}\n")
    git_repo.write("records/item/2021/bad.yaml", "a: no\n")
    git_repo.write("records/item/2021/warned.yaml", "a: b #3\n")
    alone = _told(_load(git_repo, cached=False))
    assert _told(_load(git_repo, cached=False, jobs=2)) == alone
    assert _told(_load(git_repo, jobs=2)) == alone
    assert _told(_load(git_repo)) == alone


def test_commands_at_the_same_time_do_not_disturb_each_other(repo: GitRepo) -> None:
    script = (
        "import sys; from pathlib import Path\n"
        "from dangan.repo.cache import Cache\n"
        "from dangan.repo.load import load_documents\n"
        "from dangan.repo.tree import WorkingTree\n"
        "root = Path(sys.argv[1])\n"
        "for _ in range(10):\n"
        "    cache = Cache.beside(root)\n"
        "    documents, _ = load_documents(WorkingTree(root), 'records', cache=cache)\n"
        "    assert len(documents) == 31, len(documents)\n"
        "    (root / 'records/item/2020/MK-000.yaml').touch()\n"
    )
    tools = Path(__file__).parent.parent.parent / "tools"
    command = [sys.executable, "-c", script, str(repo.root)]
    env = {**os.environ, "PYTHONPATH": str(tools)}
    running = [subprocess.Popen(command, env=env) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]


def test_a_read_only_clone_is_read_without_a_cache(
    repo: GitRepo, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    assert len(_load(repo)[0]) == 31


def test_what_is_gone_is_gone(repo: GitRepo) -> None:
    _load(repo)
    (repo.root / "records/item/2020/MK-000.yaml").unlink()
    assert len(_load(repo)[0]) == 30
