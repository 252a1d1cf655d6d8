"""Every clause of the regulations is there and carried as it says."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator

import pytest

from dangan.checks._registry import select
from dangan.model.finding import Tier
from dangan.policy.coverage import CARRIED_BY_DATA, coverage
from dangan.policy.pack import Clause
from dangan.policy.sections import SECTIONS
from support.packkit import FOLDER, PACKS, product

#: `dangan packs test` and `coverage` tell most of this in seconds.
pytestmark = pytest.mark.slow

#: Pack → how many rules its source text has.
REGULATIONS = {
    "000-01": 18,
    "000-02": 25,
    "000-03": 28,
    "000-04": 17,
    "000-05": 29,
    "000-06": 24,
    "000-07": 15,
    "000-08": 32,
    "000-09": 24,
    "000-10": 18,
    "000-11": 19,
    "000-12": 21,
    "000-13": 21,
    "000-14": 21,
    "000-15": 28,
    "000-16": 21,
    "000-17": 22,
    "000-18": 14,
    "000-19": 8,
    "000-20": 18,
    "000-21": 23,
    "001-01": 134,
    "002-01": 10,
    "002-02": 16,
    "002-03": 17,
    "002-04": 36,
    "002-05": 22,
    "002-06": 16,
    "002-07": 15,
    "002-08": 18,
    "002-09": 20,
    "002-10": 24,
    "002-11": 36,
    "002-12": 24,
    "002-13": 13,
    "002-14": 28,
    "002-15": 23,
    "002-16": 19,
    "002-17": 24,
    "002-18": 14,
    "002-19": 18,
    "002-20": 21,
    "002-21": 10,
    "003-01": 19,
    "003-02": 29,
    "003-03": 28,
    "003-04": 38,
    "003-05": 23,
    "003-06": 26,
    "003-07": 27,
    "003-08": 7,
    "003-09": 55,
    "004-01": 12,
    "004-02": 17,
    "004-03": 21,
    "004-04": 18,
    "004-05": 16,
    "004-06": 17,
    "004-07": 12,
    "004-08": 21,
    "004-09": 26,
    "004-10": 13,
    "004-11": 20,
    "004-12": 14,
    "004-13": 23,
    "004-14": 19,
    "004-15": 15,
    "004-16": 14,
    "004-17": 20,
    "004-18": 18,
    "004-19": 27,
    "004-20": 28,
    "004-21": 19,
    "004-22": 15,
}
#: Rules that are remarks on the text.
NOTES = {
    "001-01.r18",
    "001-01.r30",
    "001-01.r79",
    "001-01.r116",
    "001-01.r131",
    "003-04.r38",
    "003-08.r5",
    "003-08.r6",
    "003-09.r53",
    "003-09.r55",
}
#: Keys of an edition that hold no rules of their own.
NO_SECTIONS = {"effective_from", "amends", "note", "drop", "adapt", "clause"}


@pytest.mark.parametrize(("pack", "count"), REGULATIONS.items())
def test_every_rule_of_the_source_is_there(pack: str, count: int) -> None:
    expected = [f"{pack}.r{number}" for number in range(1, count + 1)]
    assert list(product()[pack].clauses) == expected


def _clauses() -> Iterator[Clause]:
    return (clause for pack in product().values() for clause in pack.clauses.values())


def test_notes_are_marked() -> None:
    marked = {c.id for c in _clauses() if c.note}
    assert marked == NOTES


@pytest.mark.parametrize("pack", PACKS)
def test_clauses_and_rules_cite_each_other(pack: str) -> None:
    (found,) = [row for row in coverage(product()) if row.pack.id == pack]
    assert [(c.id, str(fault)) for c, fault in found.faults] == []
    assert found.uncarried == ()


@pytest.mark.parametrize("pack", PACKS)
def test_clauses_name_what_carries_them(pack: str) -> None:
    for clause in product()[pack].clauses.values():
        assert bool(clause.by) is (clause.state in CARRIED_BY_DATA), clause.id
        assert clause.state != "waiting", clause.id


@pytest.mark.parametrize("pack", PACKS)
def test_enforced_clauses_have_a_check_at_the_gate(pack: str) -> None:
    clauses = product()[pack].clauses.values()
    for clause in (c for c in clauses if c.state == "enforced"):
        sections = (SECTIONS[name] for name in clause.by if name in SECTIONS)
        codes = (code for section in sections for code in section.codes)
        tiers = {check.tier for code in codes for check in select([code])}
        assert Tier.GATE in tiers, clause.id


def test_all_regulations_are_there() -> None:
    assert set(product()) == {"base", *REGULATIONS}
    assert sum(REGULATIONS.values()) == sum(
        len(pack.clauses) for pack in product().values() if pack.id != "base"
    )


def test_each_section_has_schema_and_reader() -> None:
    schema = json.loads((FOLDER / "pack.schema.json").read_text("utf-8"))
    edition = schema["$defs"]["edition"]["properties"]
    assert set(edition) - NO_SECTIONS == set(SECTIONS)
    for section in SECTIONS.values():
        assert importlib.util.find_spec(f"dangan.{section.reader}"), section.name


def test_each_code_of_a_section_is_that_of_a_check() -> None:
    codes = {code for section in SECTIONS.values() for code in section.codes}
    assert {code for code in codes if not select([code])} == set()


def test_texts_are_in_both_languages() -> None:
    han = range(0x4E00, 0x9FFF)
    for clause in _clauses():
        assert any(ord(char) in han for char in clause.text["zh"]), clause.id
        assert clause.text["zh"] != clause.text["en"], clause.id


def test_lost_parts_of_the_source_are_told() -> None:
    for pack in ("000-17", "000-21"):
        assert product()[pack].source["lost"]
    assert product()["000-17"].source["status"] == "truncated"
