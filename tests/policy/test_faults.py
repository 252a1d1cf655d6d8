"""Whatever is wrong with a pack is told with the way to it and a fix."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from dangan.model.errors import PackError
from support.packkit import packs

CASES = yaml.safe_load(Path(__file__).with_name("faults.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_fault(case: dict[str, Any]) -> None:
    with pytest.raises(PackError) as caught:
        packs(x=case["pack"])
    told = str(caught.value).partition("\nfix: ")
    if "says" in case:
        assert told[0] == case["says"]
    else:
        assert told[0].startswith(case["begins"])
    assert told[2]
    if "fix" in case:
        assert told[2] == case["fix"]


def test_pack_without_schemas() -> None:
    from dangan.policy.load import load_packs

    with pytest.raises(PackError, match=r"pack\.schema\.json is missing"):
        load_packs(())


def test_clauses_without_rules() -> None:
    from dangan.policy.load import load_packs
    from support.packkit import document, schemas

    alone = document("schemas/packs/x/clauses.yaml", "pack: x\nclauses: []\n")
    with pytest.raises(PackError, match=r"pack\.yaml is missing"):
        load_packs((*schemas(), alone))
