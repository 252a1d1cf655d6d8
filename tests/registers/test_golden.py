"""Every register of a small archive says what is agreed on, with its reasons.

``GOLDEN=1 pytest tests/registers`` writes the expected files anew: read them.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from dangan.registers._shelf import shelf
from dangan.report.tables import explained
from support.registers_archive import DAY, office_of

GOLDEN = Path(__file__).with_name("golden")
UPDATE = os.environ.get("GOLDEN") == "1"
NAMES = sorted(shelf(office_of()))


@pytest.mark.parametrize("name", NAMES)
def test_register_is_as_agreed(name, office):
    said = explained(shelf(office)[name].table(office, DAY), "zh-CN")
    file = GOLDEN / f"{name}.txt"
    if UPDATE:
        file.write_text(said, "utf-8")
    assert said == file.read_text("utf-8")


def test_no_expected_file_is_left_over():
    assert {path.stem for path in GOLDEN.iterdir()} == set(NAMES)
