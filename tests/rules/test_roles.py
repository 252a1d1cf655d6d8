import datetime

import pytest

from dangan.rules.roles import clashes, outsiders, vacancies
from rules.volume_kit import TEXT, holding, policy, record

DAY = datetime.date(2021, 6, 30)


def post(role, start="2020-01-01", **more):
    return {"role": role, "from": start, **more}


def person(name, *posts, department="archive"):
    return {"id": name, "department": department, "roles": list(posts)}


ONE = policy(
    roles=[{"role": "keeper", "label": TEXT, "must_be_named": True, "clause": "r89"}]
)
EACH = policy(
    roles=[
        {
            "role": "part-time-archivist",
            "label": TEXT,
            "must_be_named": True,
            "per": "department",
            "departments": ["sales", "finance"],
        }
    ]
)


@pytest.mark.parametrize(
    ("posts", "vacant"),
    [
        ([post("keeper")], False),
        ([post("clerk")], True),
        ([post("keeper", "2021-07-01")], True),
        ([post("keeper", until="2021-06-30")], False),
        ([post("keeper", until="2021-06-29")], True),
    ],
)
def test_a_role_that_must_be_named(posts, vacant):
    found = vacancies(ONE, holding(people=[person("P1", *posts)]), DAY)
    assert bool(found) is vacant


@pytest.mark.parametrize(
    ("people", "departments", "vacant"),
    [
        ([], [], ["sales", "finance"]),
        (
            [person("P1", post("part-time-archivist", department="finance"))],
            [],
            ["sales"],
        ),
        (
            [person("P1", post("part-time-archivist"), department="sales")],
            [],
            ["finance"],
        ),
        ([], [{"id": "finance", "part_time_archivist": "P1"}], ["sales"]),
    ],
)
def test_a_role_of_each_department(people, departments, vacant):
    found = vacancies(EACH, holding(people=people, departments=departments), DAY)
    assert [vacancy.department for vacancy in found] == vacant


def test_a_flag_of_the_company_switches_the_duty():
    flag = {"dedicated": {"type": "flag", "label": TEXT}}
    rules = [{"role": "keeper", "label": TEXT, "must_be_named": "$dedicated"}]
    for value, count in ((True, 1), (False, 0)):
        switched = policy(flag, {"dedicated": value}, roles=rules)
        assert len(vacancies(switched, holding(), DAY)) == count
    assert vacancies(policy(flag, roles=rules), holding(), DAY) == ()


def test_incompatible_roles_of_one_person():
    rules = policy(
        roles=[{"role": "approver", "label": TEXT, "incompatible_with": ["archivist"]}]
    )
    people = [
        person("P1", post("approver")),
        person("P2", post("approver"), post("archivist")),
    ]
    (clash,) = clashes(rules, holding(people=people), DAY)
    assert (clash.pointer, clash.other) == (("people", 1), "archivist")


CLOSING = policy(
    roles=[
        {
            "role": "document-archivist",
            "label": TEXT,
            "for": {"type": "volume"},
            "does": ["closed"],
            "clause": "r33",
        }
    ]
)


@pytest.mark.parametrize(
    ("by", "on", "expected"),
    [
        ("P1", "2021-01-01", 0),
        ("P1", "2019-12-31", 1),
        ("P2", "2021-01-01", 1),
        ("P9", "2021-01-01", 1),
    ],
)
def test_a_step_of_one_role(by, on, expected):
    people = holding(people=[person("P1", post("document-archivist")), person("P2")])
    events = [{"kind": "closed", "on": on, "by": by}]
    found = outsiders(record("v", type="volume", events=events), CLOSING, people)
    assert len(found) == expected
    assert outsiders(record("a", events=events), CLOSING, people) == ()


@pytest.mark.parametrize(
    ("role", "expected"),
    [("document-archivist", 0), ("director", 0), ("clerk", 1)],
)
def test_a_step_that_several_roles_may_take(role, expected):
    rule = {**CLOSING.rules("roles")[0].data, "or_roles": ["director"]}
    events = [{"kind": "closed", "on": "2021-01-01", "by": "P1"}]
    people = holding(people=[person("P1", post(role))])
    closed = record("v", type="volume", events=events)
    assert len(outsiders(closed, policy(roles=[rule]), people)) == expected
