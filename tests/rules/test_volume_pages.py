import pytest

from dangan.rules.pages import corner, faults, numbering
from rules.volume_kit import archive, clauses, policy, record, volume

RULE = {
    "id": "numbers",
    "for": {"type": "volume"},
    "corner_front": "upper-right",
    "corner_back": "upper-left",
    "blank_back": "unnumbered",
    "clause": "r61",
}
POLICY = policy(pages=[RULE])


def lie(*entries, counts=(3, 2), **data):
    items = [
        record(f"i{n}", pages=c) if c is not None else record(f"i{n}")
        for n, c in enumerate(counts)
    ]
    home = volume("v", *(entries or [item.id for item in items]), **data)
    return home, POLICY, archive(*items, home)


def at(item, first=None, last=None):
    stated = {"from_page": first, "to_page": last}
    return {"record": item, **{k: v for k, v in stated.items() if v is not None}}


def test_numbers_run_on_from_item_to_item():
    found = numbering(*lie(counts=(3, 0, 2)))
    runs = [(run.first, run.last) for run in found.value.runs]
    assert (runs, found.value.last) == ([(1, 3), (4, 3), (4, 5)], 5)
    assert clauses(found.because) == {"t0.r61"}


def test_without_a_count_the_numbers_are_unknown():
    found = numbering(*lie(counts=(3, None, 2)))
    assert (found.value, found.known) == (None, False)


def test_a_regulation_without_the_section_numbers_nothing():
    home, _, whole = lie()
    assert not numbering(home, policy(), whole).known
    assert faults(home, policy(), whole) == ()


SIDES = [
    ("double", 1, "upper-right"),
    ("double", 2, "upper-left"),
    ("single", 2, "upper-right"),
    (None, 1, None),
]


@pytest.mark.parametrize(("sides", "page", "expected"), SIDES)
def test_corner_by_side(sides, page, expected):
    (rule,) = POLICY.rules("pages")
    assert corner(rule, record("a", sides=sides), page).value == expected


STATED = [
    ([at("i0", 1, 3), at("i1", 4, 5)], {}, []),
    (["i0", "i1"], {}, []),
    ([at("i0", 1, 3), at("i1", 5, 6)], {}, [("gap", ("contents", 1, "from_page"), 4)]),
    (
        [at("i0", 1, 3), at("i1", 3, 4)],
        {},
        [("repeat", ("contents", 1, "from_page"), 4)],
    ),
    ([at("i0", 2, 4), at("i1", 5, 6)], {}, [("gap", ("contents", 0, "from_page"), 1)]),
    ([at("i0", 1, 4), at("i1", 5, 6)], {}, [("count", ("contents", 0, "to_page"), 3)]),
    (
        [at("i0", 1, 3), at("i1", 4, 1)],
        {},
        [("backwards", ("contents", 1, "to_page"), None)],
    ),
    ([at("i0", 1), at("i1", 4, 5)], {}, [("half", ("contents", 0), None)]),
    (["i0", "i1"], {"pages": 5}, []),
    (["i0", "i1"], {"pages": 6}, [("total", ("pages",), 5)]),
]


@pytest.mark.parametrize(("entries", "data", "expected"), STATED)
def test_faults_in_stated_numbers(entries, data, expected):
    found = faults(*lie(*entries, **data))
    assert [(f.kind, f.pointer, f.expected) for f in found] == expected


def test_an_item_without_page_count_is_a_fault():
    assert [f.kind for f in faults(*lie(counts=(None, 2), pages=9))] == ["uncounted"]
