"""Every format says the same, in the form that is agreed on.

``GOLDEN=1 pytest tests/report`` writes the expected files anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dangan import __version__
from dangan.report.github import github
from dangan.report.json import as_json
from dangan.report.sarif import sarif
from dangan.report.text import text

GOLDEN = Path(__file__).resolve().parent.parent / "golden"
UPDATE = os.environ.get("GOLDEN") == "1"
FORMATS = {
    "report.zh.txt": lambda result, source: text(result, source, "zh-CN"),
    "report.en.txt": lambda result, source: text(result, source, "en"),
    "report.json": lambda result, _: as_json(result, "en"),
    "report.github.txt": lambda result, _: github(result, "en"),
    "report.sarif": lambda result, _: sarif(result, "en"),
}


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_as_agreed(name, outcome):
    said = FORMATS[name](*outcome).replace(f'"{__version__}"', '"VERSION"')
    file = GOLDEN / name
    if UPDATE:
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


def test_no_expected_file_is_left_over():
    assert {path.name for path in GOLDEN.iterdir()} == set(FORMATS)


def test_all_formats_list_the_same_findings(outcome):
    result, _ = outcome
    data = json.loads(as_json(result, "en"))
    log = json.loads(sarif(result, "en"))
    codes = [finding["code"] for finding in data["findings"]]
    assert codes == [row["ruleId"] for row in log["runs"][0]["results"]]
    annotated = github(result, "en").count("::error ") + github(result, "en").count(
        "::warning "
    )
    assert annotated == sum(not f["waived"] for f in data["findings"])
    assert data["exit_code"] == result.exit_code == 1


def test_an_annotation_cannot_begin_a_second_command(outcome):
    result, _ = outcome
    lines = github(result, "en").splitlines()
    assert all(line.startswith("::") for line in lines[:-1])
    assert not lines[-1].startswith("::")
