"""What pages say: from the small archive, without MkDocs where it is not asked."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pytest

from support.catalogue import built, make, pages, records


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("small")
    make(root)
    return pages(root, "archive")


@pytest.fixture(scope="module")
def english(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("small")
    make(root)
    return pages(root, "archive", "en")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def test_home_answers_three_questions(made: dict[str, str]) -> None:
    home = _plain(made["index.html"])
    for words in ("今天要做什么", "我们有什么", "最近发生了什么"):
        assert words in home
    assert "销售部" in home
    assert "MK-2021-001" in home


def test_sections_of_a_record_stand_in_the_order_of_reading(
    made: dict[str, str],
) -> None:
    page = made["record/item/2021/MK-2021-001.html"]
    found = re.findall(r'<section class="dg-sec" id="([a-z_]+)"', page)
    wanted = ["state", "missing", "retention", "materials", "relations", "files"]
    assert [name for name in found if name in wanted] == wanted
    assert found[-2:] == ["history", "yaml"]


def test_keeping_is_explained_with_its_clause(made: dict[str, str]) -> None:
    page = made["record/item/2021/MK-2021-001.html"]
    assert "保管至 2031-12-31" in page
    assert re.search(r'<ol class="dg-steps">.*base\.c6', page, re.DOTALL)


def test_a_hold_is_a_word_and_a_colour(made: dict[str, str]) -> None:
    page = made["record/item/2013/SP-2013-001.html"]
    assert '<span class="dg-st dg-st--held">冻结</span>' in page


def test_a_volume_lists_its_items_with_pages(made: dict[str, str]) -> None:
    page = _plain(made["record/volume/2021/AJ-2021-0001.html"])
    assert re.search(r"1 MK-2021-001 .* 1–42", page)
    assert re.search(r"2 MK-2021-002 .* 43–45", page)


def test_a_destroyed_record_keeps_its_page(made: dict[str, str]) -> None:
    assert "已销毁" in made["record/item/2009/MR-2009-014.html"]


def test_history_tells_events_and_the_commit(made: dict[str, str]) -> None:
    page = made["record/item/2021/MK-2021-001.html"]
    assert re.search(
        r"<span>入库 · 王档案（演示）</span><code>[0-9a-f]{10}</code>", page
    )


def test_regulations_show_every_clause(made: dict[str, str]) -> None:
    page = made["regulation/000-17.html"]
    assert len(re.findall(r'class="dg-clause" id="r[0-9]+"', page)) == 22


def test_totals_of_statistics_add_up(made: dict[str, str]) -> None:
    table = made["statistics.html"].split("<tbody>")[1]
    rows = re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)
    sums = [list(map(int, re.findall(r"<span>(\d+)</span>", row)[-4:])) for row in rows]
    for *parts, total in sums:
        assert sum(parts) == total
    assert [sum(column) for column in zip(*sums[:-1], strict=True)] == sums[-1]


def test_english_pages_hold_no_chinese_of_ours(english: dict[str, str]) -> None:
    assert "What to do today" in english["index.html"]
    assert "Kept until 2031-12-31" in english["record/item/2021/MK-2021-001.html"]
    hub = _plain(english["by/index.html"] + english["register/index.html"])
    assert not re.search("[\u4e00-\u9fff]", hub)


@pytest.mark.slow
def test_every_link_leads_somewhere(tmp_path: Path) -> None:
    make(tmp_path / "in")
    for audience in ("public", "internal", "archive"):
        out = tmp_path / audience
        files = built(tmp_path / "in", audience, out)
        broken = []
        for path, content in files.items():
            if path.endswith(".html") and path != "404.html":
                for link in re.findall(r'(?:href|src)="([^"]+)"', content.decode()):
                    target, _ = urldefrag(urljoin(path, link.partition("?")[0]))
                    if unquote(target or path) not in files:
                        broken.append((path, link))
        assert not broken


@pytest.mark.slow
def test_the_same_commit_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "in")
    once = built(tmp_path / "in", "internal", tmp_path / "one")
    again = built(tmp_path / "in", "internal", tmp_path / "two")
    assert once == again


@pytest.mark.slow
def test_no_page_asks_for_anything_from_elsewhere(tmp_path: Path) -> None:
    make(tmp_path / "in")
    files = built(tmp_path / "in", "internal", tmp_path / "out")
    spaces = {
        "http://www.w3.org/2000/svg",
        "http://www.sitemaps.org/schemas/sitemap/0.9",
    }
    for path, content in files.items():
        if not path.startswith("assets/stylesheets/") and not path.endswith(".xlsx"):
            found = set(re.findall(r"https?://[^\"'\s<>)]+", content.decode("utf-8")))
            assert found <= spaces, path


@pytest.mark.slow
def test_records_beyond_one_page_are_listed_on_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dangan.site.sheets.PAGE", 2)
    make(tmp_path, records())
    made = pages(tmp_path, "archive")
    assert "by/class/MR~2.html" in made
    assert 'href="../../by/class/MR~2.html">2</a>' in made["by/class/MR.html"]
