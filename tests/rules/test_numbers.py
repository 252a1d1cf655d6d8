"""Numbers: format and parse are inverses, file names are safe and never meet."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from dangan.model.errors import PackError
from dangan.model.holding import Holding
from dangan.model.record import Document
from dangan.policy.policy import Rule
from dangan.rules.numbers import Scheme, normalise

DATA = yaml.safe_load(Path(__file__).with_name("numbers_profiles.yaml").read_text())
HOLDING = Holding(Document("records/holding.yaml", DATA["holding"]))


def scheme_of(data):
    return Scheme.from_rule(
        Rule("numbering", data, ("000-00.r1",), "000-00", ()), HOLDING
    )


CASES = [
    pytest.param(scheme_of(case["rule"]), case, id=case["name"])
    for case in DATA["schemes"]
]
SCHEMES = {case["name"]: scheme_of(case["rule"]) for case in DATA["schemes"]}


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_the_number_is_written_and_read_back(scheme, case):
    written = scheme.format(case["values"])
    assert written.value == case["number"]
    assert [reason.clause for reason in written.because] == ["000-00.r1"]
    shown = {
        name for name in case["values"] if name in scheme.parse(case["number"]).value
    }
    assert scheme.parse(case["number"]).value == {k: case["values"][k] for k in shown}


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_the_file_name_and_folder(scheme, case):
    assert scheme.slug(case["values"]).value == case["slug"]
    assert scheme.scope(case["values"]).value == case["scope"]
    parsed = scheme.parse_slug(case["slug"]).value
    assert scheme.slug_key(parsed) == scheme.key(case["values"])
    assert int(parsed[scheme.serial.name]) == int(case["values"][scheme.serial.name])


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_what_people_type_becomes_the_official_form(scheme, case):
    wrong = set(case["typed_wrong"])
    for typed in (t for t in case["typed"] if t not in wrong):
        assert scheme.normalise(typed).value == case["number"], typed


@pytest.mark.parametrize(("scheme", "case"), CASES)
def test_what_cannot_be_told_is_a_problem(scheme, case):
    for typed in case["typed_wrong"]:
        found = scheme.normalise(typed)
        assert found.value is None, typed
        assert found.problem is not None


def value_of(part):
    if part.kind in ("const", "code"):
        usable = [
            value for value, code in part.codes.items() if code.official and code.ascii
        ]
        return st.sampled_from(usable)
    if part.kind == "date":
        low, high = {"year": (1, 9999), "month": (1, 12), "day": (1, 31)}[part.take]
        return st.integers(low, high).map(lambda n: f"{n:0{part.width}d}")
    if part.kind == "text":
        return st.from_regex(part.pattern, fullmatch=True).filter(str.isascii)
    top = 10 ** (part.width + 2) if part.widen else part.largest
    return st.integers(1, top).map(str)


@st.composite
def numbered(draw):
    scheme = SCHEMES[draw(st.sampled_from(sorted(SCHEMES)))]
    return scheme, {name: draw(value_of(part)) for name, part in scheme.parts.items()}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(numbered())
def test_parse_is_the_exact_inverse_of_format(case):
    scheme, values = case
    number = scheme.format(values).value
    shown = scheme.parse(number).value
    assert shown == {name: values[name] for name in shown}
    assert scheme.format({**values, **shown}).value == number


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(numbered())
def test_normalising_twice_changes_nothing(case):
    scheme, values = case
    number = scheme.format(values).value
    assert scheme.normalise(number).value == number
    for typed in (
        number.lower(),
        number.replace("-", "－"),
        number.replace("·", " • "),
    ):
        once = scheme.normalise(typed).value
        assert once in (None, number)
        if once:
            assert scheme.normalise(once).value == once


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(sorted(SCHEMES)).flatmap(
        lambda name: st.tuples(
            st.just(SCHEMES[name]),
            *[
                st.fixed_dictionaries(
                    {n: value_of(p) for n, p in SCHEMES[name].parts.items()}
                )
            ]
            * 2,
        )
    )
)
def test_two_numbers_never_share_a_file_name_whatever_the_case(case):
    scheme, one, other = case
    if one != other:
        assert scheme.slug(one).value.casefold() != scheme.slug(other).value.casefold()


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(numbered())
def test_a_file_name_tells_its_series_and_serial(case):
    scheme, values = case
    parsed = scheme.parse_slug(scheme.slug(values).value).value
    assert scheme.slug_key(parsed) == scheme.key(values)
    assert int(parsed[scheme.serial.name]) == int(values[scheme.serial.name])


@pytest.mark.slow
@given(st.text(max_size=30))
def test_no_text_makes_the_normaliser_stumble(typed):
    for scheme in SCHEMES.values():
        found = scheme.normalise(typed)
        assert (found.value is None) == (found.problem is not None)


def test_a_chinese_part_without_an_ascii_code_has_no_file_name():
    scheme = SCHEMES["archive piece of DA/T 13-2022, Chinese unit"]
    values = {
        "fonds": "Z109",
        "year": "2011",
        "keep": "permanent",
        "unit": "workshop",
        "serial": "1",
    }
    assert scheme.format(values).value == "Z109-WS·2011·Y·车间-0001"
    assert str(scheme.slug(values).problem) == "unit has no ASCII code for file names"


def test_an_entry_without_a_code_has_no_number():
    rule = {**DATA["schemes"][0]["rule"]}
    rule["parts"] = {
        **rule["parts"],
        "dept": {"from": "x", "code_of": "departments", "key": "absent"},
    }
    found = scheme_of(rule).format({"dept": "marketing", "year": "2021", "serial": "1"})
    assert str(found.problem) == "dept has no code in departments"


@pytest.mark.parametrize(
    ("overflow", "number"), [("refuse", None), ("widen", "MK-2021-1000")]
)
def test_the_thousandth(overflow, number):
    scheme = scheme_of({**DATA["schemes"][0]["rule"], "overflow": overflow})
    found = scheme.format({"dept": "marketing", "year": "2021", "serial": "1000"})
    assert found.value == number
    if number is None:
        assert str(found.problem) == "serial has no room beyond 999"
    else:
        assert scheme.parse(number).value["serial"] == "1000"


def test_a_number_that_reads_in_two_ways_is_never_written():
    rule = {
        "id": "run-together",
        "pattern": "{a}{b}{serial}",
        "parts": {
            "a": {"from": "a", "pattern": "[A-Z]+"},
            "b": {"from": "b", "pattern": "[A-Z]+"},
            "serial": {"serial": True, "width": 2},
        },
        "sequence": ["a", "b"],
    }
    found = scheme_of(rule).format({"a": "AB", "b": "C", "serial": "1"})
    assert str(found.problem) == "ABC01 can be read in more than one way"


def test_a_scheme_that_collides_says_so_and_keeps_file_names_apart():
    scheme = SCHEMES[
        "one serial for each category that the number does not show (000-17.r9 B)"
    ]
    values = {"dept": "marketing", "year": "2021", "serial": "1"}
    slugs = {
        scheme.slug({**values, "kind": kind}).value for kind in ("research", "adverts")
    }
    assert scheme.collides
    assert len(slugs) == 2


@pytest.mark.parametrize(
    ("change", "fact"),
    [
        ({"slug": "{dept}-{serial}"}, "the slug lacks year"),
        ({"sequence": ["month"]}, "the sequence names no part month"),
        ({"pattern": "{dept}-{nothing}"}, "names no part nothing"),
        ({"pattern": "号{dept}-{year}-{serial}"}, "the slug must be ASCII"),
        (
            {
                "parts": {
                    "dept": {"const": "MK"},
                    "year": {"const": "Z"},
                    "serial": {"const": "X"},
                }
            },
            "one part",
        ),
    ],
)
def test_a_scheme_that_contradicts_itself_is_refused(change, fact):
    with pytest.raises(PackError, match=fact):
        scheme_of({**DATA["schemes"][0]["rule"], **change})


def test_several_schemes_agree_or_the_reading_is_refused():
    ours = SCHEMES["department, year, serial (000-17)"]
    other = SCHEMES["documents by month (000-21.r6)"]
    assert normalise((ours, other), "mk2021001").value == "MK-2021-001"
    assert normalise((ours, other), "wj20131101").value == "WJ2013-1101"
    assert not normalise((ours, other), "甲乙丙").known


@pytest.mark.parametrize("name", ["CON", "aux.x", "a b", "-a", "a.", "..", "é", ""])
def test_names_that_some_system_refuses_are_refused(name):
    rule = {
        "id": "x",
        "pattern": "{text}-{serial}",
        "scope": "{text}",
        "parts": {
            "text": {"from": "t", "pattern": ".*"},
            "serial": {"serial": True, "width": 1},
        },
        "sequence": ["text"],
    }
    assert scheme_of(rule).scope({"text": name, "serial": "1"}).value is None
