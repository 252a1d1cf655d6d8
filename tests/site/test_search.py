"""Search and layout in a real Chromium, from disk: no server, no network."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from dangan.syntax import load
from support.catalogue import built, make

pytestmark = [pytest.mark.browser, pytest.mark.slow]
HERE = Path(__file__).parent
DRAFT = "草稿"


def _probes() -> list[dict[str, Any]]:
    data = load((HERE / "probes.yaml").read_bytes(), "probes.yaml").data
    assert data is not None
    return list(data["probes"])


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("search")
    make(root / "in")
    built(root / "in", "archive", root / "out")
    return root / "out"


@pytest.fixture
def search(site: Path, page: Any) -> Any:
    """Return a function that opens the search page for a query."""

    def ask(query: str = "", **asked: Any) -> Any:
        words = urlencode({"q": query, **asked}, doseq=True)
        page.goto(f"{(site / 'search.html').as_uri()}?{words}")
        page.wait_for_selector("[data-ready]", state="attached")
        return page

    return ask


def _numbers(page: Any) -> list[str]:
    found = page.eval_on_selector_all(
        ".dg-hit code", "nodes => nodes.map(n => n.textContent)"
    )
    return ["draft" if number == DRAFT else number for number in found]


def test_there_are_enough_probes() -> None:
    assert len(_probes()) >= 30


@pytest.mark.parametrize(
    "probe", _probes(), ids=lambda p: p["query"] or str(p["finds"])
)
def test_probe(search: Any, probe: dict[str, Any]) -> None:
    sort = {"sort": probe["sort"]} if "sort" in probe else {}
    page = search(probe["query"], **sort, **probe.get("facets", {}))
    found = _numbers(page)
    wanted = probe["finds"]
    assert (found if probe.get("sorted") else sorted(found)) == (
        wanted if probe.get("sorted") else sorted(wanted)
    )


def test_the_match_is_marked_and_nothing_else(search: Any) -> None:
    page = search("招商基金")
    marks = page.eval_on_selector_all("mark", "nodes => nodes.map(n => n.textContent)")
    assert marks == ["招商基金"]


def test_the_address_holds_query_filters_and_order(search: Any) -> None:
    page = search()
    page.fill("[data-main-search]", "演示")
    page.click("text=广告宣传类")
    page.select_option("[data-sorter]", "oldest")
    assert page.evaluate("location.search") == (
        "?q=%E6%BC%94%E7%A4%BA&class=AD&sort=oldest"
    )
    page.reload()
    page.wait_for_selector("[data-ready]", state="attached")
    assert _numbers(page) == ["AD-2012-001", "AD-2022-004"]


def test_counts_of_a_facet_leave_out_its_own_filter(search: Any) -> None:
    page = search("", **{"class": ["AD"]})
    counts = page.eval_on_selector_all(
        ".dg-facet:first-child label",
        "rows => rows.map(r => r.innerText.replace(/\\s+/g, ' ').trim())",
    )
    assert "市场调研类 5" in counts
    assert "广告宣传类 2" in counts


def test_arrows_enter_and_escape(search: Any) -> None:
    page = search("MK-2021")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    first = page.get_attribute(".dg-hit.is-on", "href")
    page.keyboard.press("Escape")
    assert page.query_selector(".dg-hit.is-on") is None
    page.keyboard.press("Escape")
    assert page.input_value("[data-main-search]") == ""
    page.fill("[data-main-search]", "MK-2021")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{first}")


def test_slash_goes_to_the_search_box(site: Path, page: Any) -> None:
    page.goto((site / "index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("KH-0042")
    page.keyboard.press("Enter")
    page.wait_for_selector(".dg-hit")
    assert _numbers(page) == ["KH-0042"]


def test_an_empty_result_helps(search: Any) -> None:
    page = search("MK-2021-003")
    text = page.inner_text(".dg-empty")
    assert "MK-2021-003" in text
    assert "相近的编号： MK-2021-001" in text
    page = search("防水 海报")
    assert "去掉“海报”：4 条" in page.inner_text(".dg-empty")
    page = search("防水", **{"class": ["SP"]})
    page.click(".dg-empty button")
    assert len(_numbers(page)) == 4


PAGES = (
    "index.html",
    "search.html",
    "by/index.html",
    "by/class.html",
    "by/class/MR.html",
    "register/missing.html",
    "regulation/001-01.html",
    "findings.html",
    "statistics.html",
    "record/item/2021/MK-2021-001.html",
    "record/volume/2021/AJ-2021-0001.html",
    "record/customer/KH/KH-0042.html",
    "record/item/2009/MR-2009-014.html",
)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_scrolls_sideways_on_a_phone(site: Path, page: Any, path: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / path).as_uri())
    page.wait_for_timeout(50)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_pages_keep_their_own_policy_and_ask_nobody(site: Path, page: Any) -> None:
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto((site / path).as_uri())
    assert not said
    assert not [url for url in asked if not url.startswith("file://")]


def test_tables_sort_and_filter(site: Path, page: Any) -> None:
    page.goto((site / "by/type/item.html").as_uri())
    page.fill("[data-filter]", "手册")
    assert page.inner_text("[data-count]") == "1"
    page.fill("[data-filter]", "")
    page.click("th >> nth=0")
    first = page.inner_text("tbody tr:first-child td:first-child")
    page.click("th >> nth=0")
    assert page.inner_text("tbody tr:last-child td:first-child") == first


def test_the_number_is_copied(site: Path, page: Any) -> None:
    page.goto((site / "record/item/2021/MK-2021-001.html").as_uri())
    page.click("[data-copy]")
    page.wait_for_function(
        "document.querySelector('[data-copy]').textContent === '已复制'"
    )


def test_paper_has_no_navigation_and_shows_the_reasons(site: Path, page: Any) -> None:
    page.goto((site / "record/item/2021/MK-2021-001.html").as_uri())
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert not page.is_visible(".dg-top")
    assert page.is_visible(".dg-qr")
    assert page.is_visible(".dg-steps")
