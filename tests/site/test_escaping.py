"""Texts of records stay texts on every page, whatever they look like."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import dangan.workspace
from dangan.syntax import load
from support.catalogue import built, filled, make, records, write

TAGS = frozenset(
    [
        "a",
        "article",
        "aside",
        "b",
        "body",
        "br",
        "button",
        "circle",
        "code",
        "dd",
        "defs",
        "details",
        "div",
        "dl",
        "dt",
        "footer",
        "form",
        "g",
        "h1",
        "h2",
        "h3",
        "head",
        "header",
        "html",
        "i",
        "input",
        "kbd",
        "label",
        "li",
        "link",
        "main",
        "marker",
        "meta",
        "nav",
        "noscript",
        "ol",
        "option",
        "p",
        "path",
        "polyline",
        "pre",
        "rect",
        "script",
        "section",
        "select",
        "small",
        "span",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "text",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "tspan",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    [
        "action",
        "aria-controls",
        "aria-current",
        "aria-expanded",
        "aria-hidden",
        "aria-label",
        "aria-live",
        "autocomplete",
        "charset",
        "class",
        "content",
        "cx",
        "cy",
        "d",
        "data-copy",
        "data-count",
        "data-done",
        "data-facets",
        "data-filter",
        "data-hits",
        "data-label",
        "data-main-search",
        "data-md-component",
        "data-md-toggle",
        "data-open",
        "data-print",
        "data-search",
        "data-shut",
        "data-sort",
        "data-sorter",
        "data-total",
        "datetime",
        "defer",
        "dir",
        "fill",
        "font-family",
        "font-size",
        "font-weight",
        "for",
        "height",
        "href",
        "http-equiv",
        "id",
        "lang",
        "marker-end",
        "markerheight",
        "markerwidth",
        "name",
        "open",
        "orient",
        "placeholder",
        "points",
        "preserveaspectratio",
        "r",
        "refx",
        "refy",
        "rel",
        "role",
        "rx",
        "scope",
        "src",
        "stroke",
        "stroke-dasharray",
        "stroke-width",
        "tabindex",
        "text-anchor",
        "type",
        "value",
        "viewbox",
        "width",
        "x",
        "xmlns",
        "y",
    ]
)


class Reader(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.links: set[str] = set()
        self.inline: list[str] = []
        self.text: list[str] = []
        self._in_script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links |= {v or "" for n, v in attrs if n in {"href", "src", "action"}}
        self.text += [value or "" for _, value in attrs]
        self._in_script = tag in {"script", "style"}

    def handle_endtag(self, tag: str) -> None:
        self._in_script = self._in_script and tag not in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if self._in_script and data.strip():
            self.inline.append(data)
        self.text.append(data)


def payloads() -> list[str]:
    """Return the texts, read without our own loader's rules for a root."""
    lines = (Path(__file__).parent / "payloads.yaml").read_text("utf-8").splitlines()
    wrapped = "texts:\n" + "\n".join(f"  {line}" for line in lines[1:]) + "\n"
    data = load(wrapped.encode(), "payloads.yaml").data
    assert data is not None
    return list(data["texts"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return a site made of records with a payload in each field."""
    root = tmp_path_factory.mktemp("hostile")
    repo = make(root / "in")
    types = dangan.workspace.open(root / "in").types
    kept = {"id", "type", "secrecy", "tombstone"}
    rows: dict[str, Any] = {}
    for number, text in enumerate(payloads()):
        for path, row in records().items():
            if "/_drafts/" in path or "tombstone" in row:
                continue
            kind = types[row["type"]]
            data = filled(kind, lambda _, t=text: t, lambda r, _: r[0] not in kept)
            name = path.rpartition("/")[0] + f"/X-{number}.yaml"
            shown = {key: row[key] for key in ("type", "secrecy")}
            rows[name] = {**data, **shown, "id": f"01JD8QZ5M3K7T9W2X4Y6Z9{number:04}"}
            rows[name]["title"] = f"{text} {number}"
    write(repo, rows)
    repo.commit("hostile", on="2026-06-29")
    return built(root / "in", "archive", root / "out")


@pytest.fixture(scope="module")
def pages(site: dict[str, bytes]) -> dict[str, Reader]:
    found = {}
    for path, content in site.items():
        if path.endswith(".html"):
            found[path] = Reader()
            found[path].feed(content.decode("utf-8"))
    return found


@pytest.mark.slow
def test_no_unexpected_tag_or_attribute(pages: dict[str, Reader]) -> None:
    tags = {tag for page in pages.values() for tag in page.tags}
    attributes = {name for page in pages.values() for name in page.attributes}
    assert tags <= TAGS
    assert attributes <= ATTRIBUTES


@pytest.mark.slow
def test_no_inline_script_and_no_foreign_link(pages: dict[str, Reader]) -> None:
    assert not [path for path, page in pages.items() if page.inline]
    links = {link for page in pages.values() for link in page.links}
    assert not [link for link in links if ":" in link or link.startswith("//")]


@pytest.mark.slow
def test_every_text_comes_out_as_it_went_in(pages: dict[str, Reader]) -> None:
    for number, text in enumerate(payloads()):
        wanted = f"{text} {number}"
        shown = [
            path
            for path, page in pages.items()
            if path.endswith(f"/X-{number}.html") and wanted in page.text
        ]
        assert shown, wanted


@pytest.mark.slow
def test_scripts_of_the_index_hold_no_markup(site: dict[str, bytes]) -> None:
    index = site["assets/search/index-0.js"].decode("utf-8")
    assert not set("<>&\u2028\u2029") & set(index)
    assert index.startswith("danganIndex({")
