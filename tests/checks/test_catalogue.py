"""The catalogue of checks is complete, and each check keeps the rules for checks."""

from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from dangan import checks
from dangan.checks._api import OF_CHANGES, check
from dangan.checks._registry import every_check, find, select
from dangan.model.finding import Tier
from dangan.report.catalogue import page, pages, parts
from dangan.report.i18n import translator

CHECKS = every_check()
FOLDER = Path(checks.__file__).parent
each = pytest.mark.parametrize("item", CHECKS, ids=lambda item: item.code)


@each
def test_a_page_has_title_reason_and_fix(item):
    title, why, fix = parts(item)
    assert title.endswith(".")
    assert why
    assert fix
    assert len(title) <= 80


@each
def test_a_check_fits_on_a_screen(item):
    lines, _ = inspect.getsourcelines(item.function)
    assert len(lines) <= 40


@each
def test_needs_come_before(item):
    for need in item.needs:
        assert select([need]), need
        assert all(other.code < item.code for other in select([need])) or need == "R01"


@each
def test_a_gate_check_knows_no_date(item):
    if item.tier is Tier.GATE and item.scope not in OF_CHANGES:
        assert not item.takes_date


def dated(record, ctx, as_of):
    yield from ((record, ctx, as_of) for _ in ())


def test_a_gate_check_that_asks_for_the_date_is_refused():
    with pytest.raises(TypeError, match="knows no date"):
        check("R999", scope="record")(dated)


def test_every_file_is_a_check():
    files = sorted(FOLDER.glob("r*.py"))
    assert [path.stem for path in files] == [
        f"{c.code.lower()}_{c.name}" for c in CHECKS
    ]


def test_codes_are_found_and_selected_by_their_beginning():
    assert find("R103").name == "number_twice"
    assert find("R999") is None
    assert {c.code[:2] for c in select(["R6", "R801"])} == {"R6", "R8"}
    assert {c.tier for c in select((), "watch")} == {Tier.WATCH}


def test_pages_show_the_cases_with_what_is_found():
    cases = Path(__file__).parent.parent / "cases"
    written = dict(pages("en", cases, only=("R305",)))
    assert list(written) == ["index.md", "R305.md"]
    assert "closed_on is before opened_on" in written["R305.md"]
    assert "AJ-2021-0001: {opened_on" in written["R305.md"]


def test_a_page_without_cases_is_short():
    assert page(find("R305"), "en").startswith("# R305 Two dates of a record")


@each
def test_a_page_is_there_in_chinese(item):
    say = translator("zh-CN")
    assert all(say(part) != part for part in parts(item))
