"""Which policy governs a record, and which of its rules."""

from __future__ import annotations

from typing import Any

import pytest

from dangan.model.errors import PackError
from support.packkit import packs, policies, record

TWO = """
editions:
  - effective_from: "2010-01-01"
    fields:
      - {id: all, field: title}
      - {id: wj, for: {type: item, class: WJ}, field: title}
      - {id: ht, for: {class: HT}, field: title}
      - {id: big, for: {class: WJ, pages: {minimum: 10}}, field: title}
  - effective_from: "2020-01-01"
"""
OTHER = 'editions: [{effective_from: "2000-01-01"}]\n'
LISTED = [{"pack": "x", "for": {"class": ["WJ", "HT"]}}, {"pack": "z"}]


def _known(**data: Any) -> Any:
    return policies(packs(x=TWO, z=OTHER), packs=LISTED, **data)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"class": "WJ", "formed_on": "2012-01-01"}, ("x", "2010-01-01")),
        ({"class": "WJ", "formed_on": "2020-01-01"}, ("x", "2020-01-01")),
        ({"class": "WJ", "formed_on": "2019-12-31"}, ("x", "2010-01-01")),
        ({"class": "WJ", "formed_on": "2005-01-01"}, ("x", "2010-01-01")),
        ({"class": "WJ", "formed_on": "2020"}, ("x", "2020-01-01")),
        ({"class": "WJ", "formed_on": "2019-12"}, ("x", "2010-01-01")),
        ({"class": "WJ", "received_on": "2012-01-01"}, ("x", "2010-01-01")),
        ({"class": "WJ"}, ("x", "2020-01-01")),
        ({"class": "ZZ", "formed_on": "2012-01-01"}, ("z", "2000-01-01")),
    ],
)
def test_policy_of_a_record(data: Any, expected: tuple[str, str]) -> None:
    policy = _known().for_record(record(**data))
    assert (policy.pack.id, policy.edition) == expected


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (
            {"formed_on": "2012-01-01"},
            "2012-01-01 falls under the edition of 2010-01-01",
        ),
        ({"formed_on": "2005"}, "2005 is before the first edition (2010-01-01)"),
        ({}, "it has no governing date: the newest edition (2020-01-01)"),
    ],
)
def test_edition_says_why(data: Any, says: str) -> None:
    found = _known().edition_of(record(**{"class": "WJ", **data}))
    assert str(found.because[0].message).startswith(says)


def test_no_line_of_the_holding_fits() -> None:
    known = policies(packs(x=TWO), packs=[{"pack": "x", "for": {"class": "WJ"}}])
    assert known.for_record(record()) is None
    assert not known.edition_of(record()).known


def test_holding_may_keep_to_an_edition() -> None:
    known = policies(packs(x=TWO), packs=[{"pack": "x", "edition": "2010-01-01"}])
    assert known.for_record(record(formed_on="2022-01-01")).edition == "2010-01-01"


def test_holding_that_lists_no_pack_gets_the_base() -> None:
    known = policies(packs(base=OTHER, x=TWO))
    assert known.for_record(record()).pack.id == "base"
    assert [policy.pack.id for policy in known.all()] == ["base"]


def test_unknown_pack_in_the_holding() -> None:
    with pytest.raises(PackError, match=r"packs\[0\]: there is no pack xx"):
        policies(packs(x=TWO), packs=[{"pack": "xx"}])


def test_type_alone_tells_the_first_line_that_may_fit() -> None:
    listed = [{"pack": "x", "for": {"type": "contract"}}, {"pack": "z"}]
    known = policies(packs(x=TWO, z=OTHER), packs=listed)
    assert known.for_type("contract").pack.id == "x"
    assert known.for_type("item").pack.id == "z"


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"type": "item", "class": "WJ"}, ["all", "wj"]),
        ({"type": "item", "class": "WJ", "pages": 12}, ["all", "wj", "big"]),
        ({"type": "contract", "class": "HT"}, ["all", "ht"]),
        ({"type": "item"}, ["all"]),
        ({"type": "item", "class": ["WJ"]}, ["all"]),
    ],
)
def test_rules_of_a_record(data: Any, expected: list[str]) -> None:
    policy = policies(packs(x=TWO), packs=[{"pack": "x", "edition": "2010-01-01"}])
    chosen = policy.for_record(record())
    assert [rule.id for rule in chosen.select("fields", data)] == expected
    assert [rule.id for rule in chosen.select("fields", data)] == expected


def test_clause_is_found_by_short_and_full_id() -> None:
    text = TWO + (
        "---\nclauses:\n  - {id: r1, tag: field, place: {zh: 一, en: one},"
        " strength: may, text: {zh: 文, en: text}, carried: stated}\n"
    )
    policy = policies(packs(x=text)).of_pack("x")
    assert policy.clause("r1") is policy.clause("x.r1")
    assert policy.clause("r2") is None
    assert policy.severity_of(["x.r1"]) == "info"
    assert policy.severity_of([]) == "error"
