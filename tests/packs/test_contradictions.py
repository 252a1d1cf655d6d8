"""Regulations that contradict each other govern side by side in one archive."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dangan.policy.frozen import freeze
from dangan.syntax import load
from dangan.workspace.case_archive import Host
from dangan.workspace.casebook import try_case

FILE = Path(__file__).with_suffix(".yaml").with_name("contradictions.yaml")
DATA: Any = load(FILE.read_bytes(), FILE.name).data


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_each_goes_by_its_own(host: Host, case: Any) -> None:
    east, west = case["packs"]
    governed = [
        {"pack": east, "for": {"responsible.department": "east"}},
        {"pack": west},
    ]
    holding = {**DATA["holding"], "packs": governed}
    tried = freeze({**case, "holding": holding})
    outcome = try_case(host, host.packs[west], tried)
    assert [str(difference) for difference in outcome.differences] == []


@pytest.mark.parametrize("case", DATA["cases"], ids=lambda case: case["name"])
def test_each_contradiction_names_the_clauses(host: Host, case: Any) -> None:
    for clause in case["clauses"]:
        assert clause in host.packs[clause.rpartition(".")[0]].clauses
