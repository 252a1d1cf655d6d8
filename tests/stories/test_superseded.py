"""Who takes material that another has superseded is told so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from stories.desk import Clerk
from stories.test_destruction import DRAFT

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

OLD, NEW = "01JD8QZ5M3K7T9W2X4Y6Z8A0BC", "01JD8QZ5M3K7T9W2X4Y6Z8A0BD"


def test_pointed_out_at_the_desk(tmp_path: Path) -> None:
    newer = {"id": NEW, "relations": [{"kind": "supersedes", "to": OLD}]}
    drafts = {
        f"item/_drafts/{OLD}": {**DRAFT, "id": OLD},
        f"item/_drafts/{NEW}": {**DRAFT, **newer},
    }
    clerk = Clerk.begin(tmp_path, **drafts)
    clerk.run("assign", "--all", "--as-of", "2021-03-22")
    clerk.repo.commit("record: file two items", on="2021-03-22")
    numbers = {
        data["id"]: data["number"]
        for path in (tmp_path / "records/item/2021").glob("*.yaml")
        for data in [clerk.read(f"item/2021/{path.stem}")]
    }
    words = (
        "--reader",
        "P006",
        "--purpose",
        "核对",
        "--reason",
        "投标",
        "--set",
        "reader_particulars=业务员",
        "--dry-run",
        "--format",
        "json",
    )
    for old, notes in ((OLD, [f"{numbers[OLD]} is superseded by"]), (NEW, [])):
        said = clerk.run(
            "consult", numbers[old], *words, "--only", "requested",
            "--as-of", "2026-06-10",
        )  # fmt: skip
        told = json.loads(said)["notes"]
        assert [
            one.startswith(note) for one, note in zip(told, notes, strict=True)
        ] == [True for _ in notes]
