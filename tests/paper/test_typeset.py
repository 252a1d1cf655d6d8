"""Record text is data; characters the font lacks are told; sets of fonts."""

from __future__ import annotations

import importlib.util
import sys

import pytest

from dangan.model.errors import SetupError
from dangan.paper import fonts, sheets, typeset
from dangan.paper.coverage import lacking
from dangan.paper.typeset import images, pdf

#: In the Table of General Standard Chinese Characters, or in names people bear.
RARE = "𬱖𠮷䶮㛃𪨰𫖯𬸦璩〔〕·①"
NOT_THERE = "\U0002a6d6"


def test_markup_in_a_title_is_printed_as_it_stands(bench, form, record) -> None:
    for name in ("labels", "file-catalogue", "loan-slip", "filing-stamp"):
        data = sheets.filled(bench, form(name), (record("hostile"),))
        assert len(images(form(name).template, data, 30)) == 1


def test_title_is_text_to_the_template(record) -> None:
    """What a template shows of a title is the title, sign by sign."""
    import typst

    title = record("hostile").title
    data, _ = typeset._ready({"words": {}, "t": title})
    source = (
        b"#let d = json(bytes(sys.inputs.data))\n"
        b'#metadata(repr(d.t) == repr(sys.inputs.at("plain")))<same>\n'
        b"#d.t"
    )
    inputs = {**data, "plain": title}
    found = typst.query(source, "<same>", field="value", one=True, sys_inputs=inputs)
    assert found == "true"


def test_long_word_breaks(bench, form, record) -> None:
    (row,) = sheets.filled(bench, form("file-catalogue"), (record("long"),))["sheets"][
        0
    ]["rows"]
    whole = typeset._breakable(row)
    assert [text.replace("\u200b", "") for text in whole] == row
    assert all(len(part) <= 18 for part in whole[4][:100].split("\u200b"))


def test_drawings_and_measures_stay_whole() -> None:
    assert typeset._breakable({"qr": "<svg" + "x" * 40})["qr"].count("\u200b") == 0


@pytest.mark.skipif(
    fonts.typeface().file is None, reason="the font of the print extra is not there"
)
def test_font_has_the_rare_characters_of_names() -> None:
    file = fonts.typeface().file
    assert lacking([RARE], file) == ()
    assert lacking(["甲" + NOT_THERE], file) == (NOT_THERE,)


@pytest.mark.skipif(
    fonts.typeface().file is None, reason="the font of the print extra is not there"
)
def test_missing_character_is_told(bench, form) -> None:
    data = sheets.blank(bench, form("loan-slip"))
    data["sheets"][0]["fields"][0]["value"] = NOT_THERE
    assert pdf("slip", data, bench.as_of).lacking == (NOT_THERE,)


@pytest.fixture
def without(monkeypatch):
    """Return a way to take a package away."""
    fonts.typeface.cache_clear()
    typeset._compiler.cache_clear()

    def gone(name):
        monkeypatch.setitem(sys.modules, name, None)
        found = importlib.util.find_spec

        def find(wanted, package=None):
            return None if wanted == name else found(wanted, package)

        monkeypatch.setattr(importlib.util, "find_spec", find)

    yield gone
    fonts.typeface.cache_clear()
    typeset._compiler.cache_clear()


def test_without_typst_one_line_says_what_to_install(without, bench, form) -> None:
    without("typst")
    with pytest.raises(SetupError) as told:
        pdf("slip", sheets.blank(bench, form("loan-slip")), bench.as_of)
    assert told.value.hint == "pip install 'dangan[print]'"


def test_without_any_chinese_font(without, monkeypatch) -> None:
    without(fonts._PACKAGE)
    monkeypatch.setattr(fonts, "_SYSTEM", ("No Such Family",))
    with pytest.raises(SetupError) as told:
        fonts.typeface()
    assert told.value.hint == "pip install 'dangan[print]'"
