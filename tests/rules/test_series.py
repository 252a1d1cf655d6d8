"""Series: the next number, gaps, doubles, and numbers that must not come back."""

from __future__ import annotations

import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from dangan.model.archive import Archive
from dangan.policy.policy import Rule
from dangan.rules.number_inputs import as_assigned, fields_of, inputs
from dangan.rules.numbers import Scheme
from dangan.rules.series import next_serial, report, series, taken
from rules.volume_kit import archive, holding, record, volume

HOLDING = holding(
    departments=[
        {"id": "market", "code": "MK"},
        {"id": "office", "code": "办公室", "slug": "BGS"},
        {"id": "yard"},
    ]
)
RULE = {
    "id": "by-department",
    "pattern": "{dept}-{year}-{serial}",
    "parts": {
        "dept": {"from": "responsible.department", "code_of": "departments"},
        "year": {"from": ["formed_on", "received_on"], "take": "year"},
        "serial": {"serial": True, "width": 3},
    },
    "sequence": ["dept", "year"],
}


def scheme_of(**change):
    return Scheme.from_rule(
        Rule("numbering", {**RULE, **change}, ("000-17.r8",), "000-17", ()), HOLDING
    )


SCHEME = scheme_of()
VALUES = {"dept": "market", "year": "2021"}


def filed(slug, **data):
    return record(slug, number=slug, **data)


def draft(name, **data):
    made = record(name, **data)
    return type(made)(
        type(made.document)(f"records/item/_drafts/{name}.yaml", made.data)
    )


def test_the_first_of_a_series_is_one():
    found = next_serial(SCHEME, VALUES, ["MK-2020-007", "BGS-2021-003", "HT-9"])
    assert found.value == 1
    assert found.because[0].clause == "000-17.r8"


def test_the_next_is_the_highest_plus_one_and_gaps_are_not_filled():
    assert next_serial(SCHEME, VALUES, ["MK-2021-002", "MK-2021-009"]).value == 10


def test_what_only_history_knows_counts_and_so_does_a_tombstone_and_a_reservation():
    gone = filed("MK-2021-003", tombstone={"destroyed_on": "2024-01-01"})
    held = draft("MK-2021-005", reserved="MK-2021-005")
    plain = draft("MK-2021-009")
    slugs = taken([gone, held, plain], {"MK-2021-004"})
    assert next_serial(SCHEME, VALUES, slugs).value == 6
    assert next_serial(SCHEME, VALUES, {*slugs, "MK-2021-008"}).value == 9


def test_a_part_that_the_series_runs_through_does_not_hide_numbers():
    yearly = scheme_of(
        pattern="{year}-{month}-{serial}",
        parts={
            "year": {"from": "formed_on", "take": "year"},
            "month": {"from": "formed_on", "take": "month"},
            "serial": {"serial": True, "width": 3},
        },
        sequence=["year"],
    )
    values = {"year": "2021", "month": "03"}
    assert next_serial(yearly, values, ["2021-02-007", "2021-03-005"]).value == 8


def test_file_names_count_whatever_their_case():
    assert next_serial(SCHEME, VALUES, ["mk-2021-004"]).value == 5


def test_the_thousandth_is_refused_or_widens():
    full = next_serial(SCHEME, VALUES, ["MK-2021-999"])
    assert full.value is None
    assert str(full.problem) == "the series is full: serial has no room beyond 999"
    wide = scheme_of(overflow="widen")
    assert next_serial(wide, VALUES, ["MK-2021-999"]).value == 1000
    assert next_serial(wide, VALUES, ["MK-2021-1000"]).value == 1001


@settings(deadline=None)
@given(st.sets(st.integers(1, 900)), st.sets(st.integers(1, 900)))
def test_the_next_was_never_seen(here, ever):
    slugs = [f"MK-2021-{n:03d}" for n in here | ever]
    serial = next_serial(SCHEME, VALUES, slugs).value
    assert serial not in here | ever
    assert all(n < serial for n in here | ever)


def test_the_report_tells_gaps_doubles_and_what_vanished():
    records = [
        filed("MK-2021-001"),
        filed("MK-2021-003"),
        filed("mk-2021-003"),
        filed("MK-2021-008"),
        draft("MK-2021-009", reserved="MK-2021-009"),
    ]
    (found,) = series(SCHEME, records, ["MK-2021-006", "MK-2021-001"])
    assert found.gaps == (2, 4, 5, 6, 7)
    assert found.twice == (3,)
    assert found.vanished == {6}
    assert found.reserved == {9}
    assert found.room == 990
    table = report([found], datetime.date(2026, 6, 30))
    assert table.rows == (
        ("by-department", "mk 2021", 4, 9, "9", "2, 4–7", "3", "6", 990),
    )
    assert table.as_of == "2026-06-30"


def test_each_series_is_counted_by_itself():
    records = [filed("MK-2021-001"), filed("MK-2022-001"), filed("BGS-2021-001")]
    assert [one.key for one in series(SCHEME, records)] == [
        ("bgs", "2021"),
        ("mk", "2021"),
        ("mk", "2022"),
    ]


def test_the_number_takes_its_parts_from_the_record():
    one = record("D", responsible={"department": "market"}, received_on="2021-05-06")
    found = inputs(SCHEME, one)
    assert found.values == VALUES
    assert not found.gaps


def test_every_gap_is_named_with_a_fix():
    found = inputs(
        SCHEME, record("D", responsible={"department": "sea"}, formed_on="springtime")
    )
    assert [str(gap.message) for gap in found.gaps] == [
        "dept of the number is not in departments",
        "formed_on is not a date",
    ]
    assert [gap.place.pointer for gap in found.gaps] == [
        ("responsible", "department"),
        ("formed_on",),
    ]
    assert all(gap.hint and gap.clauses == ("000-17.r8",) for gap in found.gaps)
    empty = inputs(SCHEME, record("D"))
    assert (
        str(empty.gaps[0].message)
        == "responsible.department is missing, and the number is made of it"
    )


def test_an_entry_without_code_is_a_gap():
    found = inputs(
        SCHEME, record("D", responsible={"department": "yard"}, formed_on="2021")
    )
    assert [str(gap.message) for gap in found.gaps] == [
        "dept has no code in departments"
    ]


def test_the_number_of_an_item_in_a_volume_begins_with_the_volumes():
    scheme = scheme_of(
        pattern="{volume}/{serial}",
        scope="all",
        parts={
            "volume": {"of": "volume", "from": "number"},
            "serial": {"serial": True, "width": 3},
        },
        sequence=["volume"],
    )
    item = record("I")
    found = inputs(scheme, item, archive(item, volume("V", "I", number="AB.C-012")))
    assert found.values == {"volume": "AB.C-012"}
    values = {**found.values, "serial": "3"}
    assert scheme.format(values).value == "AB.C-012/003"
    assert scheme.slug(values).value == "AB.C-012_003"
    loose = inputs(scheme, item, Archive(HOLDING, (item,)))
    assert "not in one volume" in str(loose.gaps[0].message)


def test_the_number_follows_from_what_was_kept_when_it_was_assigned():
    fields = fields_of(SCHEME, {**VALUES, "serial": "7"})
    assert fields == {"dept": "market", "year": "2021", "serial": 7}
    later = record(
        "R", formed_on="2030", assigned={"on": "2021-02-02", "fields": fields}
    )
    assert as_assigned(later, SCHEME).value == "MK-2021-007"
    assert as_assigned(record("R"), SCHEME).problem
