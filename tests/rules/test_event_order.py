import pytest

from dangan.rules.event_order import faults, next_step
from rules.volume_kit import holding, policy, record

FILING = {
    "id": "filing",
    "for": {"type": "item"},
    "steps": [
        {"event": "appraised", "result": "accepted", "clause": "r23"},
        {"event": "classified", "needs": ["record.class", "location"], "clause": "r24"},
        {"event": "digitised", "optional": True},
        {"event": "placed", "by": ["archivist", "keeper"], "clause": "r26"},
    ],
    "different": [["appraised", "placed"]],
    "clause": "r27",
}
POLICY = policy(event_order=[FILING])
PEOPLE = holding(
    people=[
        {
            "id": "P1",
            "roles": [
                {"role": "archivist", "from": "2020-01-01", "until": "2021-06-30"}
            ],
        },
        {"id": "P2", "roles": [{"role": "clerk", "from": "2020-01-01"}]},
    ]
)


def event(kind, on, by="P2", **more):
    return {"kind": kind, "on": on, "by": by, **more}


APPRAISED = event("appraised", "2021-04-01")
CLASSIFIED = event("classified", "2021-04-01", location={"room": "A"})
PLACED = event("placed", "2021-04-02", by="P1")

CASES = [
    ([APPRAISED, CLASSIFIED, PLACED], []),
    ([], []),
    ([APPRAISED], []),
    ([PLACED, CLASSIFIED, APPRAISED], []),
    ([APPRAISED, PLACED], [("skipped", 1, "classified")]),
    ([APPRAISED, {**CLASSIFIED, "on": "2021-03-31"}], [("early", 1, "appraised")]),
    ([{**APPRAISED, "result": "rejected"}, CLASSIFIED], [("refused", 1, "appraised")]),
    (
        [
            {**APPRAISED, "result": "rejected"},
            {**APPRAISED, "result": "accepted"},
            CLASSIFIED,
        ],
        [],
    ),
    ([APPRAISED, event("classified", "2021-04-01")], [("bare", 1, "location")]),
    (
        [APPRAISED, CLASSIFIED, {**PLACED, "by": "P3"}],
        [("role", 2, "archivist, keeper")],
    ),
    (
        [APPRAISED, CLASSIFIED, {**PLACED, "on": "2021-07-01"}],
        [("role", 2, "archivist, keeper")],
    ),
    ([{**APPRAISED, "by": "P1"}, CLASSIFIED, PLACED], [("same-person", 2, "placed")]),
]


@pytest.mark.parametrize(("events", "expected"), CASES)
def test_faults_in_the_order_of_steps(events, expected):
    item = record("a", events=events, **{"class": "HT"})
    found = faults(item, POLICY, PEOPLE)
    assert [(fault.kind, fault.pointer[1], fault.about) for fault in found] == expected


def test_a_step_needs_a_field_of_the_record():
    found = faults(record("a", events=[APPRAISED, CLASSIFIED]), POLICY, PEOPLE)
    assert [(fault.kind, fault.about, fault.clauses) for fault in found] == [
        ("bare", "record.class", ("t0.r24",))
    ]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], None),
        ([APPRAISED], "classified"),
        ([APPRAISED, CLASSIFIED], "placed"),
        ([APPRAISED, CLASSIFIED, PLACED], None),
    ],
)
def test_next_step_of_a_process_begun(events, expected):
    found = next_step(record("a", events=events), POLICY)
    assert (found and found.event) == expected


def test_a_step_under_a_condition():
    steps = ["appraised", {"event": "approved", "when": {"important": True}}, "placed"]
    rules = policy(event_order=[{"id": "f", "steps": steps, "clause": "r1"}])
    events = [APPRAISED, PLACED]
    assert faults(record("a", events=events), rules, PEOPLE) == ()
    (fault,) = faults(record("a", events=events, important=True), rules, PEOPLE)
    assert (fault.kind, fault.about, fault.clauses) == (
        "skipped",
        "approved",
        ("t0.r1",),
    )
