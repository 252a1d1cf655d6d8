"""Calendar feeds are what calendar programs read, whatever a text holds."""

from __future__ import annotations

import datetime
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dangan.report.ics import Entry, feed, uid

DAY = datetime.date(2026, 6, 30)
ODD = "合同；借阅,逾期\\x\n第二行\r\x07 " + "档" * 60


def lines_of(content: bytes) -> list[str]:
    """Unfold a feed as RFC 5545 says."""
    return content.replace(b"\r\n ", b"").decode().split("\r\n")


def value_of(lines: list[str], name: str) -> str:
    line = next(line for line in lines if re.match(rf"{name}[;:]", line))
    text = line.partition(":")[2]
    plain = {"\\n": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
    return re.sub(r"\\[n,;\\]", lambda found: plain[found[0]], text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_comes_back(text) -> None:
    content = feed(text, [Entry(("a",), DAY, text, text)], DAY)
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    kept = "".join(c for c in text if c in "\n\t" or ord(c) >= 32)
    lines = lines_of(content)
    assert value_of(lines, "SUMMARY") == kept
    assert value_of(lines, "X-WR-CALNAME") == kept


def test_lines_are_folded_between_characters() -> None:
    content = feed("x", [Entry(("a",), DAY, ODD)], DAY)
    assert max(map(len, content.split(b"\r\n"))) <= 75
    for part in content.split(b"\r\n"):
        part.decode()


def test_no_text_begins_a_component() -> None:
    content = feed("x", [Entry(("a",), DAY, "x\nEND:VEVENT\nBEGIN:VALARM")], DAY)
    assert content.count(b"\r\nEND:VEVENT") == 1
    assert b"\r\nBEGIN:VALARM" not in content


@pytest.mark.parametrize(
    ("days", "trigger"),
    [(-3, "-P2DT15H"), (0, "P0DT9H"), (7, "P7DT9H"), (-1, "-P0DT15H")],
)
def test_alarms_ring_in_the_morning(days, trigger) -> None:
    lines = lines_of(feed("x", [Entry(("a",), DAY, "x", alarms=(days,))], DAY))
    assert value_of(lines, "TRIGGER") == trigger
    hours = {"-P2DT15H": -63, "P0DT9H": 9, "P7DT9H": 177, "-P0DT15H": -15}
    assert hours[trigger] == days * 24 + 9


def test_the_same_thing_is_the_same_event_tomorrow() -> None:
    first = feed("x", [Entry(("r", "1"), DAY, "x")], DAY)
    later = feed("x", [Entry(("r", "1"), DAY, "y")], DAY + datetime.timedelta(1))
    ids = [value_of(lines_of(one), "UID") for one in (first, later)]
    assert ids == [uid(("r", "1"))] * 2
    assert uid(("r", "1")) != uid(("r1", ""))
