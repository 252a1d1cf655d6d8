"""Nothing above the audience reaches any file of the site: canaries everywhere.

Every field of every type is filled from its schema, so a new field is covered
without touching this test.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

import dangan.workspace
from support.catalogue import (
    ID,
    built,
    filled,
    is_hidden,
    make,
    pages,
    processes,
    records,
    write,
)
from support.gitrepo import GitRepo

pytestmark = pytest.mark.slow
CANARY = re.compile(rb"CANARY[-A-Za-z0-9_.*]*")
HIDDEN_ID = f"{ID}099"
#: Fields that place a record; a canary there would make another record of it.
KEPT = {"id", "type", "number", "tombstone", "secrecy", "waivers"}


def _canary(kind: str, level: str) -> Any:
    return lambda route: f"CANARY-{level}-{kind}-{'.'.join(map(str, route))}"


def _hidden(kind: Any, level: str, number: str) -> dict[str, Any]:
    """Return a record of a level with a canary in every field."""
    data = filled(kind, _canary(kind.id, level), lambda r, _: r[0] not in KEPT)
    shown = {"id": HIDDEN_ID, "number": number, "type": kind.id}
    return {**data, **shown, "secrecy": {"level": level, "reason": "CANARY-reason"}}


def _seen(kind: Any, row: dict[str, Any], *, duty: bool) -> dict[str, Any]:
    """Return a visible record with a canary in every field that pages must not show."""
    secret = filled(
        kind,
        _canary(kind.id, "field"),
        lambda r, info: r[0] not in KEPT and is_hidden(kind, r, info, duty=duty),
    )
    return _merged(row, secret)


def _merged(one: Any, other: Any) -> Any:
    if isinstance(one, dict) and isinstance(other, dict):
        keys = {**one, **other}
        return {
            k: _merged(one.get(k), other[k]) if k in other else one[k] for k in keys
        }
    if isinstance(one, list) and isinstance(other, list) and one and other:
        return [_merged(one[0], other[0]), *one[1:]]
    return other


def _archive(root: Path, *, duty: bool) -> GitRepo:
    """Make an archive where everything that must stay inside is a canary."""
    repo = make(root)
    types = dangan.workspace.open(root).types
    rows = {
        path: _seen(types[row["type"]], row, duty=duty)
        for path, row in records().items()
        if "tombstone" not in row
    }
    rows |= {
        path: _seen(types[row["type"]], row, duty=duty)
        for path, row in processes().items()
    }
    levels = ["core-secret", "ordinary-secret", "made-up-level"]
    for level in levels:
        for kind in types.values():
            if kind.id != "holding":
                number = f"CANARY-{level}-{kind.id}-0001"
                path = f"records/{kind.id}/2021/{number}.yaml"
                rows[path] = _hidden(kind, level, number)
    _point_at_hidden(rows)
    write(repo, rows)
    repo.commit("CANARY-subject", on="2026-06-29")
    return repo


def _point_at_hidden(rows: dict[str, Any]) -> None:
    """Let a visible record name hidden ones in every way there is."""
    row = rows["records/item/2021/MK-2021-001.yaml"]
    row["relations"].append(
        {"kind": "see_also", "to": HIDDEN_ID, "reason": "CANARY-why"}
    )
    row["notes"] = "see CANARY-core-secret-item-0001."
    row["subject"] = HIDDEN_ID
    row["CANARY-unknown-field"] = "CANARY-unknown-value"
    row["materials"].append(
        {"kind": "scan", "title": "CANARY-scan", "record": HIDDEN_ID}
    )


def _unzipped(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        return b"".join(book.read(name) for name in book.namelist())


def _found(files: dict[str, bytes]) -> set[tuple[str, bytes]]:
    found = set()
    for path, content in files.items():
        text = gzip.decompress(content) if path.endswith(".gz") else content
        text = _unzipped(content) if path.endswith(".xlsx") else text
        found |= {(path, canary) for canary in CANARY.findall(text + path.encode())}
    return found


@pytest.mark.parametrize("audience", ["public", "internal"])
def test_no_canary_in_any_file(tmp_path: Path, audience: str) -> None:
    _archive(tmp_path / "in", duty=audience == "internal")
    assert not _found(built(tmp_path / "in", audience, tmp_path / "out"))


def test_the_archive_audience_sees_records_but_no_contact_data(tmp_path: Path) -> None:
    _archive(tmp_path / "in", duty=True)
    found = {
        canary
        for _, canary in _found(built(tmp_path / "in", "archive", tmp_path / "o"))
    }
    assert b"CANARY-core-secret-item-0001" in found
    assert not [canary for canary in found if canary.startswith(b"CANARY-field")]


def test_old_values_of_a_visible_record_stay_in_git(tmp_path: Path) -> None:
    repo = make(tmp_path)
    rows = records()
    row = rows["records/item/2021/MK-2021-001.yaml"]
    before = {**row, "title": "CANARY-old-title", "summary": "CANARY-old-summary"}
    write(repo, {"records/item/2021/MK-2021-001.yaml": before})
    repo.commit("CANARY-one", on="2026-06-29")
    write(repo, {"records/item/2021/MK-2021-001.yaml": row})
    repo.commit("CANARY-two", on="2026-06-30")
    made = pages(tmp_path, "internal")
    assert "修改：内容提要、题名" in made["record/item/2021/MK-2021-001.html"]
    assert not [path for path, text in made.items() if "CANARY" in text]


def test_a_raised_level_takes_page_list_and_search_away(tmp_path: Path) -> None:
    rows = records()
    path = "records/item/2012/AD-2012-001.yaml"
    rows[path]["secrecy"] = {"level": "core-secret", "owner": "holding"}
    make(tmp_path, rows)
    made = pages(tmp_path, "internal")
    assert not [name for name, text in made.items() if "AD-2012-001" in name + text]


def test_an_unknown_level_counts_as_the_highest(tmp_path: Path) -> None:
    rows = records()
    rows["records/item/2012/AD-2012-001.yaml"]["secrecy"] = {"level": "publik"}
    del rows["records/item/2021/MK-2021-002.yaml"]["secrecy"]
    make(tmp_path, rows)
    assert "record/item/2012/AD-2012-001.html" not in pages(tmp_path, "internal")
    assert "record/item/2021/MK-2021-002.html" not in pages(tmp_path, "public")


def test_the_public_sees_no_people_no_duties_and_no_findings(tmp_path: Path) -> None:
    make(tmp_path)
    made = pages(tmp_path, "public")
    assert not {"findings.html", "register/due.html", "register/missing.html"} & set(
        made
    )
    names = ("王档案", "周内勤", "演示档案员", "P003", "P007")
    assert not [p for p, text in made.items() for name in names if name in text]


def test_a_broken_file_is_not_mentioned(tmp_path: Path) -> None:
    repo = make(tmp_path)
    repo.write("records/item/2021/CANARY-broken.yaml", "title: 'CANARY\n")
    repo.commit("broken", on="2026-06-29")
    made = pages(tmp_path, "internal")
    assert not [path for path, text in made.items() if "CANARY" in text]
