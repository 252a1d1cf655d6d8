"""Hidden numbers are masked in every text, long or short, and nothing else is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangan.site.redact import MASK, HiddenNames

#: Hidden numbers, a text, and what is left of it.
CASES = [
    (["7"], "见7号合同", f"见{MASK}号合同"),
    (["A7"], "见 a7。", f"见 {MASK}。"),
    (["A7"], "see A7.", f"see {MASK}."),
    (["7"], "2021-03-07，共17页", "2021-03-07，共17页"),
    (["18"], "2021-03-18", "2021-03-18"),
    (["12"], "12", MASK),
    (["WD-2021-001"], "见WD-2021-001和WD-2021-0012", f"见{MASK}和WD-2021-0012"),
    (["WD-2021-001"], "wd-2021-001的附件", f"{MASK}的附件"),
    (["AB", "AB-1"], "AB、AB-1、ABC", f"{MASK}、{MASK}、ABC"),
    (["2013-1101"], "合同2013-1101号，32013-1101", f"合同{MASK}号，32013-1101"),
    ([], "WD-2021-001", "WD-2021-001"),
]
NUMBERS = st.from_regex(r"\A[A-Z]{0,2}-?[0-9]{1,5}(-[0-9]{1,3})?\Z")


@pytest.mark.parametrize(("hidden", "text", "left"), CASES)
def test_masked(hidden, text, left):
    assert HiddenNames(hidden).masked(text) == left


@given(st.lists(NUMBERS, min_size=1, max_size=5), st.data())
def test_no_hidden_number_is_left_where_it_stands_by_itself(hidden, data):
    pieces = st.sampled_from([*hidden, "见", "，", "号合同", " ", "第三页"])
    text = " ".join(data.draw(st.lists(pieces, max_size=12)))
    left = HiddenNames(hidden).masked(text)
    for name in hidden:
        assert not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", left, re.ASCII)


@given(st.lists(NUMBERS, max_size=5), st.text("见号合同，。第页的", max_size=30))
def test_other_words_are_left_alone(hidden, text):
    assert HiddenNames(hidden).masked(text) == text
