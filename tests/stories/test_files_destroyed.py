"""The files of a record go with it; those outside are named in the certificate."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from stories.desk import Clerk
from stories.test_destruction import DRAFT

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

CONTENT = b"%PDF-1.7 \xff demo"
DIGEST = hashlib.sha256(CONTENT).hexdigest()
REGISTER = "XH-2032-0001"
EXECUTE = ("destroy", "execute", REGISTER, "--method", "碎纸", "--by", "P003")
HERE, AWAY = "files/2021/letter.pdf", "disk-3/2021/letter.tif"
FILES = [{"path": p, "sha256": DIGEST, "bytes": len(CONTENT)} for p in (HERE, AWAY)]


@pytest.fixture
def clerk(tmp_path: Path) -> Clerk:
    path = f"item/_drafts/{DRAFT['id']}"
    clerk = Clerk.begin(tmp_path, **{path: {**DRAFT, "files": FILES}})
    put(clerk, CONTENT)
    clerk.run("assign", "--all", "--as-of", "2021-03-22")
    clerk.repo.commit("record: file an item", on="2021-03-22")
    clerk.day = "2032-01-02"
    item = next((clerk.repo.root / "records/item/2021").glob("*.yaml")).stem
    clerk.act("destroy", "propose", item, "--reason", "保管期满")
    for step, who in (("appraise", "P005"), ("appraise", "P004"), ("approve", "P001")):
        clerk.act("destroy", step, REGISTER, "--by", who)
    clerk.act("destroy", "hold-period", REGISTER)
    clerk.day = "2032-09-01"
    for who in ("P005", "P004"):
        clerk.act("destroy", "recheck", REGISTER, "--by", who)
    clerk.act("destroy", "witness", REGISTER, "--by", "P018")
    return clerk


def put(clerk: Clerk, content: bytes) -> None:
    place = clerk.repo.root / HERE
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def test_deleted_with_the_record(clerk: Clerk) -> None:
    (line,) = clerk.read(f"destruction/2032/{REGISTER}")["subjects"]
    assert [row["path"] for row in line["files"]] == [HERE, AWAY]
    shown = clerk.run(*EXECUTE, "--dry-run", "--as-of", clerk.day)
    assert f"--- a/{HERE}" in shown
    assert (clerk.repo.root / HERE).exists()
    clerk.run(*EXECUTE, "--commit", "--as-of", clerk.day)
    assert not (clerk.repo.root / HERE).exists()
    assert clerk.repo.git("status", "--porcelain") == ""
    clerk.act("destroy", "certify", REGISTER, "--by", "P018")
    register = clerk.read(f"destruction/2032/{REGISTER}")
    assert [row["path"] for row in register["by_hand"]] == [AWAY]
    certificate = register["certificate"]
    assert (certificate["files"], certificate["files_by_hand"]) == ("1", "1")
    tombstone = clerk.read(f"item/2021/{line['number']}")["tombstone"]
    assert tombstone["files"] == [DIGEST]
    assert not [one for one in clerk.findings() if one.startswith("R371")]
    put(clerk, CONTENT)
    assert [one for one in clerk.findings() if one.startswith("R371")]


def test_another_file_is_not_deleted(clerk: Clerk) -> None:
    put(clerk, b"another one")
    said = clerk.run(*EXECUTE, "--as-of", clerk.day, refused=True)
    assert "is not the file that was listed" in said
    assert (clerk.repo.root / HERE).exists()
