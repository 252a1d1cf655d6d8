"""The cases of every pack hold, and a clause without its data is missed."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from dangan.policy.frozen import freeze
from dangan.workspace.case_archive import Host
from dangan.workspace.casebook import try_case, try_pack
from dangan.workspace.mutation import mutate
from support.packkit import PACKS, product

BY_RULE = frozenset({"enforced", "watched", "computed"})


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS)
def test_cases_hold(host: Host, pack: str) -> None:
    tried = try_pack(host, host.packs[pack])
    failed = {o.name: list(map(str, o.differences)) for o in tried if not o.holds}
    assert failed == {}


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS)
def test_each_clause_has_a_case_for_and_one_against(pack: str) -> None:
    found = product()[pack]
    tried = Counter(found.full(c) for case in found.cases for c in case["clauses"])
    wanted = [c.id for c in found.clauses.values() if c.state in BY_RULE]
    one_sided = [clause for clause in wanted if tried[clause] < 2]
    assert one_sided == []


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS)
def test_names_of_cases_are_unique(pack: str) -> None:
    names = [case["name"] for case in product()[pack].cases]
    assert len(set(names)) == len(names)


@pytest.mark.slow
@pytest.mark.parametrize("pack", PACKS)
def test_clause_without_its_data_is_missed(host: Host, pack: str) -> None:
    """Take data away; `make mutate` alters values too."""
    found = host.packs[pack]
    verdicts = mutate(host, found, alter=False)
    untouched = [v.clause for v in verdicts if not v.mutants]
    # The data of a clause that repeats are those of the pack below.
    assert [c for c in untouched if not found.clauses[c].same_as] == []
    lost = {
        v.clause: [m.place for m in v.survivors] for v in verdicts if not v.is_carried
    }
    assert lost == {}


FALSE_EXPECTATIONS = [
    (
        {
            "codes": ["R711"],
            "findings": [{"code": "R711", "record": "a", "at": "class"}],
        },
        ["expected and not found:\n- {code: R711, record: a, at: class}"],
    ),
    (
        {"codes": ["R220"], "findings": []},
        [
            "found and not expected: received_on is missing\n"
            "- {code: R220, record: a, at: received_on}"
        ],
    ),
    (
        {"values": [{"record": "a", "what": "number", "is": "WJ2013-1101"}]},
        [
            "expected WJ2013-1101, and this comes out:\n"
            "- {record: a, what: number, is: null}"
        ],
    ),
]


@pytest.mark.parametrize(("expect", "says"), FALSE_EXPECTATIONS)
def test_difference_is_told(host: Host, expect: Any, says: list[str]) -> None:
    case = freeze(
        {
            "name": "x",
            "clauses": ["r1"],
            "expect": expect,
            "records": {"a": {"type": "item", "class": "WJ", "title": "x"}},
        }
    )
    outcome = try_case(host, host.packs["000-21"], case)
    assert [str(difference) for difference in outcome.differences] == says
    assert not outcome.holds


BROKEN = {"type": "item", "title": "x", "copies": "two"}
WRONG_KIND = {"code": "R012", "record": "a", "at": "copies"}


@pytest.mark.parametrize(
    ("record", "expect", "differences"),
    [
        ({"type": "item", "title": "x"}, {"values": []}, 0),
        (BROKEN, {"values": []}, 1),
        (BROKEN, {"codes": ["R711"], "findings": []}, 1),
        (BROKEN, {"codes": ["R012"], "findings": [WRONG_KIND]}, 0),
        (BROKEN, {"codes": ["R012"], "findings": [WRONG_KIND | {"at": "pages"}]}, 3),
        ({"type": "customer"}, {"values": []}, 1),
        ({"type": "customer", "number": None}, {"values": []}, 0),
        (BROKEN | {"number": None}, {"values": []}, 1),
    ],
    ids=("fits", "value", "finding", "meant", "elsewhere", "lacks", "draft", "odd"),
)
def test_record_that_does_not_fit_its_type_proves_nothing(
    host: Host, record: Any, expect: Any, differences: int
) -> None:
    case = {"name": "x", "clauses": ["r1"], "expect": expect, "records": {"a": record}}
    outcome = try_case(host, host.packs["000-21"], freeze(case))
    assert len(outcome.differences) == differences
    expected = "the record a of the case does not fit its type: "
    told = any(str(told).startswith(expected) for told in outcome.differences)
    assert told is bool(differences)


def test_mutation_sees_a_clause_that_nothing_proves(host: Host) -> None:
    from dataclasses import replace

    pack = host.packs["000-21"]
    kept = tuple(case for case in pack.cases if "r8" not in case["clauses"])
    verdicts = {
        v.clause: v for v in mutate(host, replace(pack, cases=kept), alter=False)
    }
    assert not verdicts["000-21.r8"].is_carried
    assert verdicts["000-21.r6"].is_carried
