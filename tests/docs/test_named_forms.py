"""Each form that a regulation names is made by some command."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml

from dangan.policy.pack import Pack
from dangan.policy.printed import forms
from support.packkit import product
from support.source import ROOT

#: What says more than which form it is.
CARRIED_OTHERWISE = {"header": {"parameter"}, "declined": {"declined"}}
ROWS = yaml.safe_load((ROOT / "tools/named_forms.yaml").read_text("utf-8"))["forms"]


@pytest.fixture(scope="module")
def makers() -> Iterator[Callable[[str], Iterator[str]]]:
    sys.path.insert(0, str(ROOT / "tools"))
    from docs_forms import makers

    yield makers
    sys.path.remove(str(ROOT / "tools"))


@pytest.mark.parametrize(
    "row", ROWS, ids=lambda row: f"{row['name']}-{row['clauses'][0]}"
)
def test_something_makes_it(
    makers: Callable[[str], Iterator[str]], row: dict[str, Any]
) -> None:
    for clause in row["clauses"]:
        made = [*makers(clause), *row.get("by", ())]
        assert made, clause
        for one in made:
            assert is_there(clause, one), (clause, one)


def is_there(clause: str, maker: str) -> bool:
    """Tell whether what makes a form exists."""
    pack = product()[clause.rpartition(".")[0]]
    if maker in CARRIED_OTHERWISE:
        return pack.clauses[clause].state in CARRIED_OTHERWISE[maker]
    command, name, *of = maker.split()
    if command == "register":
        return name in ids("registers", pack) | ids("registers", product()["base"])
    if name == "blank":
        return (ROOT / "schemas/types" / of[0]).is_dir()
    if name == "task-table" and of:
        return of[0] in ids("processes", pack)
    return name in forms()


def ids(section: str, pack: Pack) -> set[str]:
    found = {
        row["id"]
        for edition in pack.editions
        for row in edition.sections.get(section, ())
    }
    parent = product().get(str(pack.extends))
    return found | (ids(section, parent) if parent else set())


def test_every_clause_about_a_form_is_among_them() -> None:
    listed = {clause for row in ROWS for clause in row["clauses"]}
    named = {
        clause.id
        for pack in product().values()
        for clause in pack.clauses.values()
        if pack.id != "base" and clause.tag == "form" and not clause.same_as
    }
    assert named - listed == set()
