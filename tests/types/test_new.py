"""``dangan new``: drafts from options and from answers, all of a kind or none."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from dangan import syntax
from support.gitrepo import GitRepo

HOLDING = """
type: holding
name: {zh: 演示建材, en: Demo}
code: YS
as_of: "2026-06-30"
packs:
  - {pack: "base"}
departments:
  - {id: marketing, code: MK, label: {zh: 市场部, en: Marketing}}
people:
  - {id: P003, name: 王档（演示）, department: marketing}
locations:
  - {id: A, label: {zh: 甲库, en: Room A}}
"""
#: A customer that has its number, so that others can refer to it.
CUSTOMER = """
id: 01JD8QZ5M3K7T9W2X4Y6Z8A0D1
number: KH-0001
type: customer
title: 演示防水工程有限公司
nature: company
"""
Run = Callable[..., Result]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return one repository for all tests, so that what was read is remembered."""
    repo = GitRepo.create(tmp_path_factory.mktemp("new") / "repo")
    records = repo.root / "records"
    customer = records / "customer" / "KH" / "KH-0001.yaml"
    customer.parent.mkdir(parents=True)
    (records / "holding.yaml").write_text(HOLDING.lstrip(), "utf-8")
    customer.write_text(CUSTOMER.lstrip(), "utf-8")
    return repo.root


@pytest.fixture
def archive(home: Path) -> Iterator[Path]:
    yield home
    for path in drafts(home):
        path.unlink()


@pytest.fixture
def new(archive: Path, dangan: Run) -> Run:
    def run(*words: str, **how: Any) -> Result:
        return dangan("--root", str(archive), "new", *words, **how)

    return run


def drafts(archive: Path) -> list[Path]:
    return sorted(archive.glob("records/*/_drafts/*.yaml"))


def only_draft(archive: Path) -> dict[str, Any]:
    (path,) = drafts(archive)
    parsed = syntax.load(path.read_bytes(), path.name)
    assert parsed.data is not None
    assert parsed.problems == ()
    assert parsed.data["id"] == path.stem
    return dict(parsed.data)


def test_options_make_a_draft(new: Run, archive: Path) -> None:
    result = new("item", "--no-ask", "--set", "title=演示规划", "--set", "pages=１２")
    assert result.exit_code == 0, result.output
    draft = only_draft(archive)
    assert draft["title"] == "演示规划"
    assert draft["pages"] == 12
    assert draft["carrier"] == "paper"
    assert "number" not in draft


SETTINGS = [
    ("formed_on=2026年3月5日", "formed_on", "2026-03-05"),
    ("received_on=2026.3.5", "received_on", "2026-03-05"),
    ("form=复印件", "form", "copy"),
    ("responsible.department=市场部", "responsible", {"department": "marketing"}),
    ("submitted_by=王档（演示）", "submitted_by", "P003"),
    ("subject=KH-0001", "subject", "01JD8QZ5M3K7T9W2X4Y6Z8A0D1"),
    ("important=是", "important", True),
    ("keywords=防水，市场", "keywords", ["防水", "市场"]),
    ("materials.0.kind=original", "materials", [{"kind": "original"}]),
]


def test_values_are_read_as_people_write_them(new: Run, archive: Path) -> None:
    words = [word for setting, _, _ in SETTINGS for word in ("--set", setting)]
    result = new("item", "--no-ask", *words)
    assert result.exit_code == 0, result.output
    draft = only_draft(archive)
    assert {field: draft[field] for _, field, _ in SETTINGS} == {
        field: value for _, field, value in SETTINGS
    }


def test_a_repeated_list_grows(new: Run, archive: Path) -> None:
    new("item", "--no-ask", "--set", "keywords=a", "--set", "keywords=b")
    assert only_draft(archive)["keywords"] == ["a", "b"]


REFUSED = [
    (["nonsense"], 2, "no record type is called nonsense"),
    (["itme"], 2, "is item meant?"),
    (["holding"], 2, "no record type is called holding"),
    (["item", "--set", "titel=x"], 2, "is title meant?"),
    (["item", "--set", "title"], 2, "write FIELD=VALUE"),
    (["item", "--set", "id=x"], 2, "the program gives"),
    (["item", "--set", "number=MK-1"], 2, "the program gives"),
    (["item", "--set", "materials.3.kind=original"], 2, "cannot be set before"),
    (["item", "--set", "pages=many"], 1, "must be a whole number"),
    (["item", "--set", "formed_on=2026-02-30"], 1, "not a day, month or year"),
    (["item", "--set", "responsible.department=nobody"], 1, "not on its list"),
    (["item", "--set", "subject=KH-9999"], 1, "is not the id of another record"),
]


@pytest.mark.parametrize(("words", "code", "message"), REFUSED, ids=str)
def test_refusal(
    new: Run, archive: Path, words: list[str], code: int, message: str
) -> None:
    result = new(*words, "--no-ask")
    assert result.exit_code == code, result.output
    assert message in result.output
    assert drafts(archive) == []


def test_a_draft_says_what_is_missing(new: Run) -> None:
    result = new("volume", "--no-ask", "--format", "json")
    (draft,) = json.loads(result.stdout)["drafts"]
    assert draft["missing"] == ["title", "year"]


def test_dry_run_writes_nothing(new: Run, archive: Path) -> None:
    result = new("item", "--no-ask", "--dry-run", "--set", "title=演示")
    assert "title: 演示" in result.output
    assert drafts(archive) == []


def test_the_draft_explains_itself_in_chinese(new: Run, archive: Path) -> None:
    new("item", "--no-ask", lang="zh-CN")
    (path,) = drafts(archive)
    text = path.read_text("utf-8")
    assert "# 题名：写文件原题名" in text
    assert "#   department:" in text
    assert "  # original 原件 | copy 复印件" in text or "form: original" in text


def test_ids_count_up_within_a_moment(new: Run, archive: Path) -> None:
    for _ in range(3):
        new("item", "--no-ask", "--set", "title=演示")
    assert len({path.name[:10] for path in drafts(archive)}) == 1
    assert len(drafts(archive)) == 3


def test_questions_are_asked_until_the_answer_fits(new: Run, archive: Path) -> None:
    answers = ["演示规划", "", "3", "市场部", "", "2026-13", "2026-03-05"]
    result = new("item", "--ask", input="\n".join(answers) + "\n" * 30)
    assert result.exit_code == 0, result.output
    draft = only_draft(archive)
    assert draft["title"] == "演示规划"
    assert draft["document_role"] == "plan"
    assert draft["responsible"] == {"department": "marketing"}
    assert draft["formed_on"] == "2026-03-05"
    assert "not a day, month or year" in result.output


def test_a_required_answer_cannot_be_left_out(new: Run, archive: Path) -> None:
    result = new("item", "--ask", input="\n\n演示规划\n" + "\n" * 40)
    assert result.exit_code == 0, result.output
    assert result.output.count("Title *") >= 3
    assert only_draft(archive)["title"] == "演示规划"


def test_what_an_option_says_is_not_asked(new: Run) -> None:
    result = new("item", "--ask", "--set", "title=演示", input="\n" * 40)
    assert "Title" not in result.output.partition("Draft")[0]


@pytest.mark.parametrize("name", ["item", "volume", "customer", "contract", "transfer"])
def test_every_type_can_be_begun(new: Run, archive: Path, name: str) -> None:
    result = new(name, "--no-ask", "--all")
    assert result.exit_code == 0, result.output
    assert only_draft(archive)["type"] == name


def test_a_draft_may_get_its_number_at_once(new: Run, archive: Path) -> None:
    settings = ["--set", "title=演示", "--set", "formed_on=2026-03-05"]
    settings += ["--set", "secrecy.level=内部", "--set", "retention.class=d10"]
    settings += ["--set", "retention.trigger=formed_on"]
    result = new("item", "--no-ask", "--assign", *settings)
    assert result.exit_code == 0, result.output
    assert drafts(archive) == []
    (path,) = archive.glob("records/item/*/*.yaml")
    assert "number: " in path.read_text("utf-8")
    path.unlink()


def test_what_cannot_be_numbered_is_not_written(new: Run, archive: Path) -> None:
    result = new("item", "--no-ask", "--assign", "--set", "title=演示")
    assert result.exit_code == 1
    assert drafts(archive) == []


def test_a_type_may_be_called_by_its_label(new: Run, archive: Path) -> None:
    assert new("合同", "--no-ask").exit_code == 0
    assert only_draft(archive)["type"] == "contract"
