"""Help texts with Chinese words stay within the width of a terminal."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangan.cli.wide import WideFormatter, columns, folded

WORDS = st.text(alphabet="档案管理 abc，。", min_size=1, max_size=120)


@given(WORDS, st.integers(min_value=12, max_value=40))
def test_folding_loses_nothing(text: str, width: int) -> None:
    lines = list(folded(text, width))
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(alphabet="档案管理a ", min_size=1, max_size=120))
def test_lines_fit(text: str) -> None:
    words = max((len(word) for word in text.split()), default=0)
    assert all(columns(line) <= max(20, 2 * words) for line in folded(text, 20))


def test_no_line_begins_with_a_full_stop() -> None:
    assert list(folded("档案管理。档案", 8)) == ["档案管理。", "档案"]


@pytest.mark.parametrize(("text", "wide"), [("abc", 3), ("档案", 4), ("a档", 3)])
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


def test_second_column_is_straight() -> None:
    formatter = WideFormatter(width=30)
    formatter.write_dl([("档案", "甲乙丙丁"), ("abc", "甲" * 20)])
    first, second, *rest = formatter.getvalue().splitlines()
    starts = [columns(line.partition("甲")[0]) for line in (first, second, *rest)]
    assert set(starts) == {6}
