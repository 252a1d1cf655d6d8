"""Old or new, never half: writing, several files at once, and locks."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from dangan.model.errors import RepositoryError
from dangan.repo.journal import Step, recover, write
from dangan.repo.lock import lock_file, locked
from dangan.repo.write import Transaction, proven, write_document, write_text
from dangan.syntax import KeyOrder
from support.gitrepo import GitRepo

OLD, NEW = "a: 1\n", "a: 2\n" * 2000


@pytest.fixture
def root(git_repo: GitRepo) -> Path:
    git_repo.write("records/a.yaml", OLD)
    git_repo.write("records/b.yaml", OLD)
    return git_repo.root


def _leftovers(root: Path) -> list[str]:
    return [file.name for file in root.rglob("*.tmp-*")]


def test_a_file_is_replaced_and_keeps_its_mode(root: Path) -> None:
    file = root / "records" / "a.yaml"
    file.chmod(0o640)
    write_text(file, NEW)
    assert (file.read_text(), file.stat().st_mode & 0o777) == (NEW, 0o640)
    assert _leftovers(root) == []


def test_a_new_file_follows_the_umask(root: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(root / "records" / "x" / "y" / "new.yaml", NEW)
    finally:
        os.umask(before)
    mode = (root / "records" / "x" / "y" / "new.yaml").stat().st_mode
    assert mode & 0o777 == 0o640


def test_a_link_is_not_written_through(root: Path, tmp_path: Path) -> None:
    target = tmp_path / "target"
    target.write_text(OLD)
    link = root / "records" / "link.yaml"
    link.symlink_to(target)
    with pytest.raises(RepositoryError, match="link or folder"):
        write_text(link, NEW)
    with pytest.raises(RepositoryError), Transaction(root) as change:
        change.write("records/link.yaml", NEW)
    assert target.read_text() == OLD
    assert link.is_symlink()


def test_leftovers_of_a_killed_command_are_removed(root: Path) -> None:
    (root / "records" / ".a.yaml.tmp-999999").write_text("half")
    write_text(root / "records" / "a.yaml", NEW)
    assert _leftovers(root) == []


def test_only_what_reads_back_is_written(root: Path) -> None:
    file = root / "records" / "a.yaml"
    write_document(file, {"b": "no", "a": [1]}, KeyOrder())
    assert file.read_text() == 'a:\n  - 1\nb: "no"\n'
    for value in ("x\u202ey", 10**20, "\ud800"):
        with pytest.raises(RepositoryError, match="read back"):
            proven({"a": value}, None, "x")


def test_several_files_at_once(root: Path) -> None:
    with Transaction(root) as change:
        change.write("records/a.yaml", NEW)
        change.delete("records/b.yaml")
        change.write("records/new/c.yaml", NEW)
    assert _state(root) == {"records/a.yaml": NEW, "records/new/c.yaml": NEW}


def _write_and_fail(root: Path) -> None:
    with Transaction(root) as change:
        change.write("records/a.yaml", NEW)
        raise ValueError("no")


def test_an_error_in_the_block_changes_nothing(root: Path) -> None:
    before = _state(root)
    with pytest.raises(ValueError, match="no"):
        _write_and_fail(root)
    assert _state(root) == before


def test_a_path_outside_is_refused(root: Path) -> None:
    with pytest.raises(RepositoryError), Transaction(root) as change:
        change.write("../x.yaml", NEW)


def test_a_change_by_somebody_else_is_not_overwritten(root: Path) -> None:
    with pytest.raises(RepositoryError, match="meantime"), Transaction(root) as change:
        change.write("records/a.yaml", NEW, was="0" * 64)
    assert _state(root)["records/a.yaml"] == OLD


def _delete_too_much(root: Path) -> None:
    with Transaction(root) as change:
        change.write("records/a.yaml", NEW)
        change.write("records/new/c.yaml", NEW)
        change.delete("records/none.yaml")


def test_deleting_what_is_not_there_takes_everything_back(root: Path) -> None:
    before = _state(root)
    with pytest.raises(RepositoryError, match="nothing was changed"):
        _delete_too_much(root)
    assert _state(root) == before
    assert not (root / "records" / "new").exists()
    assert _leftovers(root) == []


def _state(root: Path) -> dict[str, str]:
    files = (file for file in (root / "records").rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_text() for file in files}


class Failing:
    """Let the n-th call of one of some system functions fail."""

    def __init__(self, number: int, error: int) -> None:
        self.number, self.error, self.calls = number, error, 0

    def wrap(self, plain: Callable[..., Any]) -> Callable[..., Any]:
        def call(*words: Any, **how: Any) -> Any:
            self.calls += 1
            if self.calls == self.number:
                raise OSError(self.error, os.strerror(self.error))
            return plain(*words, **how)

        return call


def _attempts(
    monkeypatch: pytest.MonkeyPatch, error: int
) -> Iterator[tuple[Failing, pytest.MonkeyPatch]]:
    for number in range(1, 200):
        failing = Failing(number, error)
        with monkeypatch.context() as patch:
            for name in ("write", "fsync", "replace"):
                place: Any = Path if name == "replace" else os
                patch.setattr(place, name, failing.wrap(getattr(place, name)))
            yield failing, patch
        if failing.calls < number:
            return
    pytest.fail("the loop did not end")


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT])
def test_whatever_call_fails_the_file_is_old_or_new(
    root: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    file = root / "records" / "a.yaml"
    failed = 0
    for _failing, _patch in _attempts(monkeypatch, error):
        file.write_text(OLD)
        try:
            write_text(file, NEW)
        except RepositoryError as told:
            failed += 1
            confirmed = "did not confirm" in str(told.fact)
            assert file.read_text() == (NEW if confirmed else OLD)
        else:
            assert file.read_text() == NEW
        assert _leftovers(root) == []
    assert failed >= 3


def test_whatever_call_fails_all_files_are_old_or_new(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = 0
    for _failing, _patch in _attempts(monkeypatch, errno.ENOSPC):
        (root / "records" / "a.yaml").write_text(OLD)
        (root / "records" / "b.yaml").write_text(OLD)
        (root / "records" / "c.yaml").unlink(missing_ok=True)
        before = _state(root)
        try:
            with Transaction(root) as change:
                change.write("records/a.yaml", NEW)
                change.write("records/c.yaml", NEW)
                change.delete("records/b.yaml")
        except RepositoryError as told:
            failed += 1
            confirmed = "did not confirm" in str(told.fact)
            assert (_state(root) == before) is not confirmed
        assert _leftovers(root) == []
    assert failed >= 6


def test_short_writes_are_continued(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: plain(handle, data[:7]))
    write_text(root / "records" / "a.yaml", NEW)
    assert (root / "records" / "a.yaml").read_text() == NEW


COUNT = """
import sys
from pathlib import Path
from dangan.repo.lock import locked
from dangan.repo.write import write_text
file = Path(sys.argv[1])
for _ in range(25):
    with locked(file.parent):
        write_text(file, f"n: {int(file.read_text()[3:]) + 1}\\n")
"""
WRITE = """
import sys
from pathlib import Path
from dangan.repo.write import write_text
file = Path(sys.argv[1])
print("go", flush=True)
while True:
    write_text(file, "a: 1\\n")
    write_text(file, "a: 2\\n" * 2000)
"""


def _start(script: str, file: Path, **how: Any) -> subprocess.Popen[bytes]:
    tools = Path(__file__).parent.parent.parent / "tools"
    env = {**os.environ, "PYTHONPATH": str(tools)}
    command = [sys.executable, "-c", script, str(file)]
    return subprocess.Popen(command, env=env, **how)


@pytest.mark.slow
def test_no_update_is_lost_between_processes(root: Path) -> None:
    file = root / "records" / "a.yaml"
    file.write_text("n: 0\n")
    running = [_start(COUNT, file) for _ in range(3)]
    assert [process.wait(60) for process in running] == [0, 0, 0]
    assert file.read_text() == "n: 75\n"


@pytest.mark.slow
@pytest.mark.parametrize("rounds", [5, pytest.param(200, marks=pytest.mark.slow)])
def test_a_killed_writer_leaves_the_old_or_the_new_file(
    root: Path, rounds: int
) -> None:
    file = root / "records" / "a.yaml"
    for round_ in range(rounds):
        with _start(WRITE, file, stdout=subprocess.PIPE) as process:
            assert process.stdout
            process.stdout.readline()
            threading.Event().wait(0.001 * (round_ % 23))
            process.kill()
        assert file.read_text() in {OLD, NEW}
        write_text(file, OLD)
        assert _leftovers(root) == []


MANY = """
import os, pathlib, signal, sys
root, left = pathlib.Path(sys.argv[1]), int(sys.argv[2])
from dangan.repo.write import Transaction
def wrap(plain):
    def call(*words, **how):
        global left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return plain(*words, **how)
    return call
for name in ("replace", "unlink"):
    setattr(pathlib.Path, name, wrap(getattr(pathlib.Path, name)))
with Transaction(root) as change:
    for name in "abc":
        change.write(f"records/{name}.yaml", "a: 2\\n" * 2000)
    change.write("records/new/d.yaml", "a: 2\\n" * 2000)
    change.delete("records/gone.yaml")
"""
OLD_STATE = {f"records/{name}.yaml": OLD for name in ("a", "b", "c", "gone")}
NEW_STATE = {f"records/{name}.yaml": NEW for name in ("a", "b", "c", "new/d")}


def _killed_within(root: Path, before: int) -> int:
    """Kill a change of five files before its n-th rename or deletion."""
    tools = Path(__file__).parent.parent.parent / "tools"
    env = {**os.environ, "PYTHONPATH": str(tools)}
    command = [sys.executable, "-c", MANY, str(root), str(before)]
    return subprocess.run(command, env=env, check=False).returncode


@pytest.mark.slow
@pytest.mark.parametrize("before", range(8))
def test_a_killed_change_of_several_files_is_finished(root: Path, before: int) -> None:
    for path, text in OLD_STATE.items():
        (root / path).write_text(text)
    code = _killed_within(root, before)
    assert code == (-9 if before < 7 else 0)
    recover(root)
    found = {path: text for path, text in _state(root).items() if "/." not in path}
    assert found == (OLD_STATE if before == 0 else NEW_STATE)
    assert not (root / ".git/dangan/journal").exists()
    if before == 0:
        assert _killed_within(root, 99) == 0
    assert _leftovers(root) == []


def test_what_was_altered_after_a_kill_is_not_written_over(root: Path) -> None:
    for path, text in OLD_STATE.items():
        (root / path).write_text(text)
    _killed_within(root, 2)
    (root / "records" / "b.yaml").write_text("mine: 1\n")
    with pytest.raises(RepositoryError, match="altered since"):
        recover(root)
    assert (root / "records" / "b.yaml").read_text() == "mine: 1\n"


@pytest.mark.parametrize(
    "body",
    [
        '[{"place": "../../../victim", "staged": "", "was": "WAS", "will": ""}]',
        '[{"place": "../config", "staged": "", "was": "WAS", "will": ""}]',
        '[{"place": "../../link/victim", "staged": "", "was": "WAS", "will": ""}]',
        '[{"place":"../../new","staged":"../../../victim","was":"","will":"WAS"}]',
        '[{"place": 1}]',
        "[1]",
        '[{"place": "a\\u0000", "staged": "", "was": "", "will": ""}]',
    ],
)
def test_a_journal_reaches_nothing_outside(root: Path, body: str) -> None:
    victim = root.with_name("victim")
    victim.write_text(OLD)
    (root / "link").symlink_to(root.parent)
    body = body.replace("WAS", hashlib.sha256(OLD.encode()).hexdigest())
    check = hashlib.sha256(body.encode()).hexdigest()
    place = root / ".git/dangan/journal"
    place.parent.mkdir()
    place.write_text(f"{check}\n{body}")
    with pytest.raises(RepositoryError, match="not written for this archive"):
        recover(root)
    assert victim.read_text() == OLD
    assert not (root / "new").exists()


def test_a_journal_of_somebody_else_in_a_shared_folder_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.yaml"
    file.write_text(OLD)
    place = write(
        tmp_path, [Step(file, None, hashlib.sha256(OLD.encode()).hexdigest(), "")]
    )
    monkeypatch.setattr(os, "getuid", lambda: 1 + place.stat().st_uid)
    with pytest.raises(RepositoryError, match="not written for this archive"):
        recover(tmp_path)
    monkeypatch.undo()
    recover(tmp_path)
    assert not file.exists()


def test_the_lock_is_of_the_working_tree(root: Path, tmp_path: Path) -> None:
    assert lock_file(root / "records") == root / ".git" / "dangan" / "lock"
    assert lock_file(tmp_path) != lock_file(root)
    with locked(root), locked(root / "records"):
        write_text(root / "records" / "a.yaml", NEW)


def test_waiting_for_another_command_ends(root: Path) -> None:
    hold = "import sys\nfrom pathlib import Path\nfrom dangan.repo.lock import locked\n"
    hold += (
        "with locked(Path(sys.argv[1])):\n    print('go', flush=True)\n    input()\n"
    )
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with _start(hold, root, **pipes) as process:
        assert process.stdout
        process.stdout.readline()
        with (
            pytest.raises(RepositoryError, match="another dangan"),
            locked(root, wait=0.1),
        ):
            pass
        process.kill()
    with locked(root, wait=1):
        pass


def test_threads_take_turns(root: Path) -> None:
    file = root / "records" / "a.yaml"
    file.write_text("0")

    def count() -> None:
        for _ in range(20):
            with locked(root):
                write_text(file, str(int(file.read_text()) + 1))

    threads = [threading.Thread(target=count) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert file.read_text() == "80"
