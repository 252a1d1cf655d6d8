import pytest

from dangan.rules.volume_year import misplaced, unknown, year
from rules.volume_kit import archive, clauses, points, policy, record, volume

CASES_OF_PACK = [
    {
        "id": "answered",
        "for": {"document_role": "request"},
        "year_of": {
            "through": {"relation": "replies_to", "end": "source"},
            "field": "formed_on",
        },
        "late": {"closed": "see_also"},
    },
    {
        "id": "plan",
        "for": {"document_role": "plan", "covers": {"present": True}},
        "year_of": {"field": "covers.from"},
    },
    {
        "id": "summary",
        "for": {"document_role": "summary", "covers": {"present": True}},
        "year_of": {"field": "covers.to"},
    },
    {
        "id": "meeting",
        "for": {"document_role": "meeting"},
        "year_of": {"field": ["meeting_opened_on", "formed_on"]},
    },
    {
        "id": "budget",
        "for": {"class": "B"},
        "year_of": {"field": "formed_on", "years_after": 1},
    },
    {"id": "other", "year_of": {"field": "formed_on"}},
]
POLICY = policy(volume_year=CASES_OF_PACK)

ALONE = [
    ({"document_role": "request", "formed_on": "2020-12-20"}, "2020", "other"),
    (
        {
            "document_role": "plan",
            "formed_on": "2020-11-01",
            "covers": {"from": "2021", "to": "2023"},
        },
        "2021",
        "plan",
    ),
    ({"document_role": "plan", "formed_on": "2020-11-01"}, "2020", "other"),
    (
        {
            "document_role": "summary",
            "formed_on": "2024-01-10",
            "covers": {"from": "2021", "to": "2023"},
        },
        "2023",
        "summary",
    ),
    (
        {
            "document_role": "meeting",
            "formed_on": "2021-01-02",
            "meeting_opened_on": "2020-12-30",
        },
        "2020",
        "meeting",
    ),
    ({"document_role": "meeting", "formed_on": "2021-01-02"}, "2021", "meeting"),
    ({"class": "B", "formed_on": "2021-10"}, "2022", "budget"),
    ({"formed_on": "2021"}, "2021", "other"),
]


@pytest.mark.parametrize(("data", "expected", "case"), ALONE)
def test_year_by_role_of_the_document(data, expected, case):
    found = year(record("a", **data), POLICY, archive()).value
    assert (found.year, found.case) == (expected, case)


def test_request_follows_the_year_of_its_reply():
    request = record("q", document_role="request", formed_on="2020-12-20")
    reply = record("r", formed_on="2021-01-15", relations=points("replies_to", "q"))
    found = year(request, POLICY, archive(request, reply))
    assert found.value.year == "2021"
    assert found.value.decided_by is reply


def test_of_several_replies_the_latest_counts():
    request = record("q", document_role="request", formed_on="2020-12-20")
    first = record("r", formed_on="2020-12-30", relations=points("replies_to", "q"))
    second = record("s", formed_on="2021-01-15", relations=points("replies_to", "q"))
    assert year(request, POLICY, archive(request, first, second)).value.year == "2021"


@pytest.mark.parametrize("data", [{}, {"formed_on": "unknown"}, {"formed_on": "20211"}])
def test_without_a_date_there_is_a_problem_and_no_year(data):
    found = year(record("a", **data), POLICY, archive())
    assert (found.value, found.known) == (None, False)


def test_an_undated_reply_is_a_problem_and_not_the_year_of_the_request():
    request = record("q", document_role="request", formed_on="2020-12-20")
    reply = record("r", relations=points("replies_to", "q"))
    assert not year(request, POLICY, archive(request, reply)).known


def test_a_rule_that_waits_for_a_parameter_is_named():
    parameters = {"other_year": {"type": "text", "label": {"zh": "他", "en": "other"}}}
    waiting = policy(
        parameters, volume_year=[{"id": "o", "year_of": {"field": "$other_year"}}]
    )
    found = year(record("a", formed_on="2021"), waiting, archive())
    assert "other_year" in str(found.problem)


LATE = [
    ({}, "move", False),
    ({"events": [{"kind": "closed", "on": "2020-12-31"}]}, "cross-reference", False),
    (
        {
            "events": [{"kind": "closed", "on": "2020-12-31"}],
            "relations": points("see_also", "w"),
        },
        "cross-reference",
        True,
    ),
]


@pytest.mark.parametrize(("data", "remedy", "settled"), LATE)
def test_late_reply_moves_the_request_or_leaves_a_reference(data, remedy, settled):
    request = record("q", document_role="request", formed_on="2020-12-20")
    reply = record("r", formed_on="2021-01-15", relations=points("replies_to", "q"))
    home = volume("v", "q", year="2020", **data)
    there = volume("w", "r", year="2021")
    (found,) = misplaced(home, POLICY, archive(request, reply, home, there))
    assert (found.own.year, found.remedy, found.settled) == ("2021", remedy, settled)


def test_items_of_the_volumes_year_are_not_misplaced():
    item, home = record("a", formed_on="2021-05-05"), volume("v", "a", year="2021")
    whole = archive(item, home)
    assert misplaced(home, POLICY, whole) == ()
    assert unknown(home, POLICY, whole) == ()


def test_items_without_a_year_are_reported_apart():
    item, home = record("a"), volume("v", "a", year="2021")
    whole = archive(item, home)
    assert misplaced(home, POLICY, whole) == ()
    assert [entry.item for entry, _ in unknown(home, POLICY, whole)] == [item]


def test_the_year_carries_the_clauses_of_its_case():
    cited = policy(
        volume_year=[
            {"id": "o", "year_of": {"field": "formed_on"}, "clause": ["r1", "r2"]}
        ]
    )
    found = year(record("a", formed_on="2021"), cited, archive())
    assert clauses(found.because) == {"t0.r1", "t0.r2"}
