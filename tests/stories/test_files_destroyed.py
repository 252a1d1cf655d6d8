"""The files of a record go with it; those outside are named in the certificate."""

from __future__ import annotations

import datetime
import hashlib
from pathlib import Path

import pytest
import yaml

from dangan.model.record import Document, Record
from dangan.rules.disposal import Listed
from dangan.workspace import filed_files
from dangan.workspace.acting import Desk, Scene
from dangan.workspace.open import open_archive
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


def test_a_file_behind_a_link_is_not_deleted(clerk: Clerk) -> None:
    folder = clerk.repo.root / "files"
    away = folder.rename(clerk.repo.root.with_name("elsewhere"))
    folder.symlink_to(away)
    clerk.run(*EXECUTE, "--as-of", clerk.day)
    assert (away / "2021/letter.pdf").exists()
    register = clerk.read(f"destruction/2032/{REGISTER}")
    assert [row["path"] for row in register["by_hand"]] == [HERE, AWAY]


def test_a_later_file_of_that_name_is_another_record_s(clerk: Clerk) -> None:
    clerk.run(*EXECUTE, "--commit", "--as-of", clerk.day)
    put(clerk, b"of another one")
    again = {"path": HERE, "sha256": hashlib.sha256(b"of another one").hexdigest()}
    other = {**DRAFT, "id": DRAFT["id"][:-1] + "D", "files": [again]}
    text = yaml.safe_dump(other, allow_unicode=True, sort_keys=False)
    clerk.repo.write(f"records/item/_drafts/{other['id']}.yaml", text)
    said = clerk.run(*EXECUTE, "--as-of", clerk.day, refused=True)
    assert "is a file of" in said
    assert (clerk.repo.root / HERE).read_bytes() == b"of another one"
    assert not [one for one in clerk.findings() if one.startswith("R371")]
    clerk.act("destroy", "certify", REGISTER, "--by", "P018")


def test_the_archive_s_own_files_are_of_no_record(tmp_path: Path) -> None:
    clerk = Clerk.begin(tmp_path)
    space = open_archive(clerk.repo.root)
    desk = Desk(space, Scene(datetime.date(2032, 9, 1), "P003", iter(())))
    path = "records/holding.yaml"
    digest = hashlib.sha256((tmp_path / path).read_bytes()).hexdigest()
    row = {"record": "x", "files": [{"path": path, "sha256": digest}]}
    lines = (Listed(("subjects", 0), row),)
    register = Record(Document("records/destruction/2032/x.yaml", {}))
    (said,) = filed_files.refusals(desk, register, lines)
    assert "is not the file that was listed" in str(said.message)
