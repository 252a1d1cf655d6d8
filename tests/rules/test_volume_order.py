import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangan.rules.graph import acyclic, components, topological
from dangan.rules.volume_disorder import breaches
from dangan.rules.volume_order import order
from rules.volume_kit import archive, clauses, points, policy, record, volume

REPLY = {
    "id": "reply-first",
    "relation": "replies_to",
    "first": "source",
    "rank": 1,
    "clause": "r57",
}
MAIN = {
    "id": "main-first",
    "relation": "attachment_of",
    "first": "target",
    "rank": 2,
    "clause": "r58",
}
PRINTED = {
    "id": "printed-first",
    "relation": ["copy_of"],
    "first": {"document_role": "printed"},
    "before": {"document_role": "final-draft"},
    "rank": 3,
    "clause": "r59",
}
TOGETHER = {
    "id": "together",
    "together": ["replies_to", "attachment_of", "copy_of"],
    "clause": "r56",
}
SORT = {"id": "sort", "sort": ["formed_on", "number"], "rank": 9, "clause": "r60"}
POLICY = policy(volume_order=[REPLY, MAIN, PRINTED, TOGETHER, SORT])


def lie(*items, rules=POLICY, as_they_are=None):
    """Return (whole archive, volume) with the items in this order."""
    ids = as_they_are or [item.id for item in items]
    home = volume("v", *ids, year="2021")
    return home, rules, archive(*items, home)


def test_by_date_then_number_as_people_count():
    a = record("a", formed_on="2021-02-01", number="MK-10")
    b = record("b", formed_on="2021-02-01", number="MK-9")
    c = record("c", formed_on="2021-01", number="MK-11")
    assert order(*lie(a, b, c)).items == ("c", "b", "a")


def test_the_reply_stands_before_the_older_request():
    q = record("q", formed_on="2020-12-20", document_role="request")
    r = record("r", formed_on="2021-01-15", relations=points("replies_to", "q"))
    x = record("x", formed_on="2021-01-01")
    found = order(*lie(q, x, r))
    assert found.items == ("r", "q", "x")
    assert clauses(found.because) == {"t0.r57", "t0.r60"}


def test_main_document_attachment_print_and_draft():
    m = record("m", formed_on="2021-03-03", document_role="printed")
    d = record(
        "d",
        formed_on="2021-03-01",
        document_role="final-draft",
        relations=points("copy_of", "m"),
    )
    t = record("t", formed_on="2021-01-01", relations=points("attachment_of", "m"))
    assert order(*lie(t, d, m)).items == ("m", "t", "d")


def test_the_relation_may_be_stated_by_either():
    m = record("m", document_role="printed", relations=points("copy_of", "d"))
    d = record("d", document_role="final-draft")
    assert order(*lie(d, m)).items == ("m", "d")


def test_a_weaker_rule_gives_way_and_is_reported():
    q = record("q", relations=points("attachment_of", "r"))
    r = record("r", relations=points("attachment_of", "q") + points("replies_to", "q"))
    found = order(*lie(q, r))
    assert found.items == ("r", "q")
    assert [(pair.first, pair.then) for pair in found.conflicts] == [("q", "r")]


def test_roles_without_relation_order_all_items_of_a_volume():
    rules = policy(
        volume_order=[
            {
                "id": "certificate",
                "first": {"class": "cert"},
                "before": {"document_role": "attachment"},
            },
            SORT,
        ]
    )
    t = record("t", formed_on="2020", document_role="attachment")
    c = record("c", formed_on="2021", **{"class": "cert"})
    assert order(*lie(t, c, rules=rules)).items == ("c", "t")


def test_sorted_by_a_list_and_downwards():
    keys = [
        {"field": "region", "list": ["south", "north"]},
        {"field": "formed_on", "order": "descending"},
    ]
    rules = policy(volume_order=[{"id": "s", "sort": keys}])
    a = record("a", region="north", formed_on="2021")
    b = record("b", region="south", formed_on="2020")
    c = record("c", region="south", formed_on="2021")
    d = record("d", formed_on="2022")
    assert order(*lie(a, b, c, d, rules=rules)).items == ("c", "b", "a", "d")


def test_undated_items_come_last_and_are_named():
    a, b = record("a"), record("b", formed_on="2021")
    found = order(*lie(a, b))
    assert (found.items, found.unsorted) == (("b", "a"), ("a",))


def pair_of_matters():
    q = record("q", formed_on="2021-01-01")
    r = record("r", formed_on="2021-03-01", relations=points("replies_to", "q"))
    x = record("x", formed_on="2021-02-01")
    return q, r, x


LYING = [
    (["r", "q", "x"], []),
    (["q", "r", "x"], [("reversed", "q")]),
    (["r", "x", "q"], [("torn", "q")]),
    (["x", "r", "q"], [("unsorted", "x")]),
]


@pytest.mark.parametrize(("ids", "expected"), LYING)
def test_breaches_of_the_order(ids, expected):
    found = breaches(*lie(*pair_of_matters(), as_they_are=ids))
    assert [(b.kind, b.entry.item.id) for b in found] == expected


def test_sorting_is_not_judged_where_a_date_is_missing():
    a, b = record("a"), record("b", formed_on="2021")
    assert breaches(*lie(a, b)) == ()


NAMES = [f"n{i}" for i in range(12)]
EDGES = st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=25)


@given(EDGES, EDGES, st.randoms(use_true_random=False))
def test_any_graph_is_put_in_order(edges, ties, rng: random.Random):
    edges = [(a, b) for a, b in edges if a != b]
    blocks = components(NAMES, ties[:6])
    held, dropped = acyclic(edges, lambda edge: edge, blocks)
    place = dict(zip(NAMES, rng.sample(range(12), 12), strict=True))
    found = topological(NAMES, held, blocks, place)
    at = {name: index for index, name in enumerate(found)}
    assert sorted(found) == sorted(NAMES)
    assert sorted([*held, *dropped]) == sorted(edges)
    for block in blocks:
        places = sorted(at[name] for name in block)
        assert places == list(range(places[0], places[0] + len(block)))
    inside = {name: block for block in blocks for name in block}
    assert all(at[a] < at[b] for a, b in held if inside[a] == inside[b] or a != b)
