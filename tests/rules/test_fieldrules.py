import pytest

from dangan.rules.fieldrules import breaches, breaches_around
from rules.volume_kit import policy, record

SAYS = {"zh": "写全称", "en": "write the full name"}
POLICY = policy(
    fields=[
        {
            "id": "name",
            "field": "title",
            "require": True,
            "pattern": "[^…]+",
            "says": SAYS,
            "clause": "r4",
        },
        {"id": "fax", "field": ["fax", "scale"], "require": "explained"},
        {
            "id": "one",
            "field": "address",
            "one_of": ["address", "website"],
            "require": True,
        },
        {
            "id": "closed",
            "when": {"confidential": True},
            "field": "matter",
            "require": "forbidden",
        },
        {"id": "nature", "field": "nature", "values": ["company", "person"]},
        {
            "id": "capital",
            "field": "registered_capital",
            "is": {"type": "object", "required": ["value"]},
        },
        {"id": "copies", "field": "materials.*.copies", "is": {"minimum": 1}},
        {
            "id": "dates",
            "field": "closed_on",
            "relate": [
                {
                    "relation": "before",
                    "of": "opened_on",
                    "than": "closed_on",
                    "or_equal": True,
                }
            ],
        },
    ]
)
WHOLE = {
    "title": "演示建材有限公司",
    "fax": "0591-1",
    "scale": "大",
    "address": "福州",
}

CASES = [
    ({}, []),
    ({"title": None}, [("missing", "title")]),
    ({"title": "  "}, [("missing", "title")]),
    ({"title": "演示…"}, [("malformed", "title")]),
    ({"fax": None}, [("unexplained", "fax")]),
    ({"fax": None, "not_stated": [{"field": "fax", "reason": "无传真"}]}, []),
    (
        {"fax": None, "not_stated": [{"field": "fax", "reason": " "}]},
        [("unexplained", "fax")],
    ),
    ({"fax": {"held_on_paper": True}}, []),
    ({"address": None}, [("missing", "address")]),
    ({"address": None, "website": "demo.example"}, []),
    ({"confidential": True}, []),
    ({"confidential": True, "matter": "某事"}, [("forbidden", "matter")]),
    ({"matter": "某事"}, []),
    ({"nature": "bank"}, [("malformed", "nature")]),
    ({"registered_capital": {"value": 1}}, []),
    ({"registered_capital": {}}, [("malformed", "registered_capital")]),
    (
        {"materials": [{"copies": 1}, {"copies": 0}]},
        [("malformed", "materials.*.copies")],
    ),
    ({"opened_on": "2021-01-02", "closed_on": "2021-01-02"}, []),
    (
        {"opened_on": "2021-01-02", "closed_on": "2021-01-01"},
        [("disagrees", "closed_on")],
    ),
    ({"opened_on": "2021-01-02"}, []),
]


@pytest.mark.parametrize(("data", "expected"), CASES)
def test_breaches_of_field_rules(data, expected):
    found = breaches(record("a", **{**WHOLE, **data}), POLICY)
    assert [(breach.kind, breach.field) for breach in found] == expected


def test_two_fields_that_differ():
    rules = policy(
        fields=[{"id": "d", "field": "from.person", "differs_from": "to.person"}]
    )
    for giver, count in (("P1", 1), ("P2", 0), (None, 0)):
        transfer = record("a", **{"from": {"person": giver}, "to": {"person": "P1"}})
        assert len(breaches(transfer, rules)) == count


def test_held_on_paper_explains_what_is_missing():
    rules = policy(fields=[{"id": "f", "field": "fax", "require": "explained"}])
    assert breaches(record("a", held_on_paper=True), rules) == ()


def test_a_field_of_every_entry_of_a_list():
    rules = policy(fields=[{"id": "c", "field": "materials.*.copies", "require": True}])
    materials = [{"kind": "a", "copies": 1}, {"kind": "b"}]
    (breach,) = breaches(record("a", materials=materials), rules)
    assert (breach.pointer, breach.field) == (
        ("materials", 1, "copies"),
        "materials[1].copies",
    )
    assert breaches(record("a"), rules) == ()


def test_the_regulation_speaks_in_its_own_words():
    (breach,) = breaches(record("a", **{**WHOLE, "title": None}), POLICY)
    assert (breach.says, breach.rule.clauses) == (SAYS, ("t0.r4",))


def test_a_malformed_entry_points_to_its_list():
    (breach,) = breaches(record("a", **{**WHOLE, "materials": [{"copies": 0}]}), POLICY)
    assert breach.pointer == ("materials",)


class Around:
    """The records around one: it points to a plan."""

    def __init__(self, *others):
        self.others = others

    def related(self, _data, kind):
        return self.others if kind == "continues" else ()

    def table(self, name):
        return ({"model": "A1", "year": "2021"},) if name == "models" else ()


WIDE = policy(
    fields=[
        {
            "id": "plan",
            "field": "relations",
            "relate": [
                {
                    "relation": "exists_related",
                    "kind": "continues",
                    "match": {"document_role": "plan"},
                }
            ],
        },
        {
            "id": "model",
            "field": "model",
            "relate": [
                {
                    "relation": "in_table",
                    "table": "models",
                    "columns": {"model": "model"},
                }
            ],
        },
    ]
)


@pytest.mark.parametrize(
    ("others", "model", "expected"),
    [
        ([{"document_role": "plan"}], "A1", []),
        ([], "A1", ["exists_related"]),
        ([{"document_role": "plan"}], "B2", ["in_table"]),
        ([{"document_role": "plan"}], None, []),
    ],
)
def test_relations_to_other_records_and_tables(others, model, expected):
    item = record("a", model=model, relations=[])
    found = breaches_around(item, WIDE, Around(*others))
    assert [breach.relation for breach in found] == expected
    assert breaches(item, WIDE) == ()
