"""A destruction that is killed between two writes is finished by the next command."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from stories.desk import Clerk
from stories.test_destruction import DRAFT
from support.gitrepo import GitRepo

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

IDS = [f"01JD8QZ5M3K7T9W2X4Y6Z8A0B{end}" for end in "CDE"]
REGISTER = "XH-2032-0001"
DAY = "2032-09-01"
EXECUTE = ("destroy", "execute", REGISTER, "--method", "碎纸", "--as-of", DAY)
CERTIFY = ("destroy", "certify", REGISTER, "--by", "P018", "--as-of", DAY)
#: Kills itself before the n-th rename of a record.
DRIVER = """
import os, pathlib, signal, sys
left = int(sys.argv.pop(1))
rename = pathlib.Path.replace
def replace(self, target):
    global left
    if "/records/" not in str(target):
        return rename(self, target)
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    return rename(self, target)
pathlib.Path.replace = replace
from dangan.cli.main import main
main()
"""


@pytest.fixture(scope="module")
def ready(tmp_path_factory: Any) -> Path:
    """Return an archive with three items on a register that may be executed."""
    root = tmp_path_factory.mktemp("ready")
    drafts = {f"item/_drafts/{id_}": {**DRAFT, "id": id_} for id_ in IDS}
    clerk = Clerk.begin(root, **drafts)
    clerk.run("assign", "--all", "--as-of", "2021-03-22")
    clerk.repo.commit("record: file three items", on="2021-03-22")
    clerk.day = "2032-01-02"
    items = sorted(p.stem for p in (root / "records/item/2021").glob("*.yaml"))
    clerk.act("destroy", "propose", *items, "--reason", "保管期满")
    for step, person in (
        ("appraise", "P005"),
        ("appraise", "P004"),
        ("approve", "P001"),
    ):
        clerk.act("destroy", step, REGISTER, "--by", person)
    clerk.act("destroy", "hold-period", REGISTER)
    clerk.day = DAY
    for person in ("P005", "P004"):
        clerk.act("destroy", "recheck", REGISTER, "--by", person)
    clerk.act("destroy", "witness", REGISTER, "--by", "P018")
    return root


def killed(root: Path, before: int) -> None:
    words = ["--root", str(root), *EXECUTE, "--by", "P003"]
    driver = [sys.executable, "-c", DRIVER, str(before), *words]
    done = subprocess.run(driver, check=False, capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr


def destroyed(clerk: Clerk) -> tuple[bool, int]:
    """Tell whether the register says so, and count the tombstones."""
    register = clerk.read(f"destruction/2032/{REGISTER}")
    said = any(event["kind"] == "destroyed" for event in register["events"])
    paths = (clerk.repo.root / "records/item/2021").glob("*.yaml")
    texts = [path.read_text(encoding="utf-8") for path in paths]
    assert len(texts) == len(IDS)
    return said, sum("\ntombstone:\n" in text for text in texts)


@pytest.mark.parametrize("before", range(4))
def test_killed_before_a_rename(ready: Path, tmp_path: Path, before: int) -> None:
    root = tmp_path / "archive"
    shutil.copytree(ready, root)
    clerk = Clerk(GitRepo(root), DAY)
    killed(root, before)
    said, gone = destroyed(clerk)
    assert (said, gone) == (before > 0, max(before - 1, 0))
    codes = {line.split()[0] for line in clerk.findings()}
    assert "R364" not in codes
    assert destroyed(clerk) == (True, len(IDS))
    clerk.run(*EXECUTE, refused=True)
    clerk.run(*CERTIFY)
    assert not {"R361", "R362", "R363", "R364", "R368"} & {
        line.split()[0] for line in clerk.findings()
    }
    clerk.run(*CERTIFY, refused=True)


def test_half_done_by_hand_is_told_and_finished(ready: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(ready, root)
    clerk = Clerk(GitRepo(root), DAY)
    clerk.run(*EXECUTE)
    path = min((root / "records/item/2021").glob("*.yaml"))
    clerk.repo.git("checkout", "--", str(path.relative_to(root)))
    clerk.run(*CERTIFY, refused=True)
    assert "R364" in {line.split()[0] for line in clerk.findings()}
    clerk.run(*EXECUTE)
    assert destroyed(clerk) == (True, len(IDS))
    clerk.run(*CERTIFY)


def test_a_hold_after_the_approvals_wins(ready: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(ready, root)
    clerk = Clerk(GitRepo(root), DAY)
    item = next((root / "records/item/2021").glob("*.yaml")).stem
    clerk.run(
        "hold",
        "place",
        item,
        "--reason",
        "诉讼（演示）",
        "--by",
        "P005",
        "--as-of",
        DAY,
    )
    assert "held" in clerk.run(*EXECUTE, refused=True)
    lift = ("hold", "lift", "DJ-2032-0001", "--reason", "撤诉（演示）", "--by", "P005")
    clerk.run(*lift, "--as-of", DAY)
    clerk.run(*EXECUTE)


def test_an_altered_record_voids_the_approvals(ready: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(ready, root)
    clerk = Clerk(GitRepo(root), DAY)
    path = min((root / "records/item/2021").glob("*.yaml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("pages: 4", "pages: 5"), encoding="utf-8")
    assert "altered after it was listed" in clerk.run(*EXECUTE, refused=True)


def test_by_hand_is_found_too(ready: Path, tmp_path: Path) -> None:
    root = tmp_path / "archive"
    shutil.copytree(ready, root)
    clerk = Clerk(GitRepo(root), DAY)
    clerk.run(*EXECUTE)
    register = root / f"records/destruction/2032/{REGISTER}.yaml"
    clerk.repo.git("checkout", "--", str(register.relative_to(root)))
    codes = {line.split()[0] for line in clerk.findings(None, "--base", "HEAD")}
    assert {"R361", "R362"} <= codes
