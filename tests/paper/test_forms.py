"""Each form is printed: blank, of the emptiest, the longest, the most secret."""

from __future__ import annotations

import struct

import pytest

from dangan.cli.printing import is_special
from dangan.paper import sheets
from dangan.paper.binding import column
from dangan.paper.computed import COMPUTED
from dangan.paper.typeset import TEMPLATES, images, pdf
from dangan.policy.conditions import matches
from dangan.policy.printed import columns, forms, words

#: Whole commands, not the minute-long part.
pytestmark = pytest.mark.slow

OF_RECORDS = [form for form in forms().values() if not is_special(form)]
A4 = (794, 1123)


def size(png):
    return struct.unpack(">II", png[16:24])


@pytest.mark.parametrize("form", OF_RECORDS, ids=lambda form: form.id)
def test_blank_form_is_one_a4_page(bench, form) -> None:
    data = sheets.blank(bench, form)
    (page, *more) = images(form.template, data, 96)
    assert len(more) == len(data["sheets"]) - 1
    wanted = A4[::-1] if data["sheets"][0]["landscape"] else A4
    assert all(abs(a - b) <= 1 for a, b in zip(size(page), wanted, strict=True))


@pytest.mark.parametrize("form", OF_RECORDS, ids=lambda form: form.id)
def test_form_of_every_record_it_is_for(bench, form) -> None:
    fits = [r for r in bench.archive.records if matches(form.condition, r.data)]
    if not fits:
        pytest.skip("the small archive has none")
    data = sheets.filled(bench, form, tuple(fits))
    printed = pdf(form.template, data, bench.as_of)
    assert printed.content.startswith(b"%PDF")
    assert printed.lacking == ()
    assert pdf(form.template, data, bench.as_of) == printed


@pytest.mark.parametrize("form", forms().values(), ids=lambda form: form.id)
def test_form_names_what_there_is(form) -> None:
    assert (TEMPLATES / f"{form.template}.typ").is_file()
    for entry in (*form.listed("columns"), *form.listed("sort"), *form.listed("group")):
        assert isinstance(entry, dict) or entry in columns()
    places = [*form.listed("fields"), *form.listed("signatures")]
    places += [column(entry) for entry in form.listed("columns")]
    sources = [s for p in places for key in ("from", "on") for s in p.get(key) or ()]
    computed = {s.removeprefix("=") for s in sources if s.startswith("=")}
    assert computed <= COMPUTED.keys()
    assert all(place["label"].keys() == {"zh", "en"} for place in places)


def test_words_are_in_both_languages() -> None:
    assert all(text.keys() == {"zh", "en"} for text in words().values())


def test_long_list_repeats_its_head_and_goes_on(bench, form, record) -> None:
    many = (record("item"), record("long")) * 40
    data = sheets.filled(bench, form("file-catalogue"), many)
    assert len(data["sheets"]) == 2  # one has a department, the other has none
    assert len(data["sheets"][1]["rows"]) + len(data["sheets"][0]["rows"]) == 80
    assert len(images("table", data, 20)) > 4
