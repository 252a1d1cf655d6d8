"""dangan check on the command line: what blocks, what is counted, exit codes."""

from __future__ import annotations

import json
import re

import pytest

from dangan.workspace.product import data_root
from support.trials import archive

SCHEMAS = data_root()

ITEM = "item/2021/WD-2021-0001"
PATH = f"records/{ITEM}.yaml"
SECOND = "item/2021/WD-2021-0002"
BAD = {"responsible": {"department": "markting"}}


def check(dangan, repo, *words, **how):
    return dangan("--root", str(repo.root), "check", *words, **how)


@pytest.fixture
def clean(git_repo):
    """Return an archive in order."""
    return archive(git_repo, records={ITEM: {}, SECOND: {}})


@pytest.fixture
def old_fault(git_repo):
    """Return an archive with one fault in its history."""
    return archive(git_repo, records={ITEM: BAD, SECOND: {}})


def edit(repo, old, new, path=PATH):
    file = repo.root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


def test_a_clean_archive_is_0(dangan, clean):
    result = check(dangan, clean)
    assert (result.exit_code, result.stdout) == (0, "3 files, nothing to object to\n")


def test_findings_are_1_and_name_line_and_fix(dangan, old_fault):
    result = check(dangan, old_fault)
    assert result.exit_code == 1
    assert f"{PATH}:6:15: error R711: responsible.department is not declared" in (
        result.stdout
    )
    assert "fix: take a declared value" in result.stdout


def test_chinese_is_the_default(dangan, old_fault):
    result = check(dangan, old_fault, lang="zh-CN")
    assert "错误 R711：responsible.department" in result.stdout


def test_what_stood_before_is_counted_and_does_not_block(dangan, old_fault):
    edit(old_fault, "pages: 42", "pages: 43", f"records/{SECOND}.yaml")
    result = check(dangan, old_fault, "--base", "HEAD")
    assert result.exit_code == 0
    assert result.stdout == "3 files, 1 that stood before this change\n"
    listed = check(dangan, old_fault, "--base", "HEAD", "--all")
    assert (listed.exit_code, "R711" in listed.stdout) == (0, True)


def test_touching_a_file_means_answering_for_it(dangan, old_fault):
    edit(old_fault, "pages: 42", "pages: 43")
    assert check(dangan, old_fault, "--base", "HEAD").exit_code == 1


def test_a_new_declaration_can_break_what_nobody_touched(dangan, clean):
    holding = "records/holding.yaml"
    edit(clean, "id: marketing", "id: commerce", holding)
    edit(clean, "department: marketing", "department: commerce", holding)
    result = check(dangan, clean, "--base", "HEAD", "--format", "json")
    found = json.loads(result.stdout)["findings"]
    assert result.exit_code == 1
    assert {row["code"] for row in found} == {"R711"}


def test_a_deletion_alone_is_seen(dangan, clean):
    (clean.root / PATH).unlink()
    clean.git("add", "--all")
    result = check(dangan, clean, "--staged")
    assert result.exit_code == 1
    assert f"{PATH}:1:1: error R801" in result.stdout
    assert "git checkout HEAD" in result.stdout


def test_only_what_is_staged_counts(dangan, clean):
    edit(clean, "department: marketing", "department: markting")
    assert check(dangan, clean, "--staged").exit_code == 0
    clean.git("add", "--all")
    assert check(dangan, clean, "--staged").exit_code == 1


def test_paths_limit_the_report_and_not_the_reading(dangan, old_fault, monkeypatch):
    monkeypatch.chdir(old_fault.root / "records")
    other = check(dangan, old_fault, "item/2021/WD-2021-0002.yaml")
    assert other.exit_code == 0
    assert check(dangan, old_fault, "item").exit_code == 1


def test_select_and_tier(dangan, old_fault):
    assert check(dangan, old_fault, "--select", "R3,R1").exit_code == 0
    assert check(dangan, old_fault, "--select", "R711").exit_code == 1
    watched = check(dangan, old_fault, "--tier", "watch", "--as-of", "2032-01-01")
    assert watched.exit_code == 0
    assert watched.stdout.count("note R307: the period is over since 2032-01-01") == 2


@pytest.mark.parametrize(
    "words",
    [["--select", "R999"], ["--format", "xml"], ["--as-of", "2021-02-30"], ["/"]],
)
def test_wrong_arguments_are_2(dangan, clean, words):
    assert check(dangan, clean, *words).exit_code == 2


@pytest.mark.slow
def test_a_broken_set_up_is_3(dangan, clean):
    edit(clean, "pack: base", "pack: bose", "records/holding.yaml")
    assert check(dangan, clean).exit_code == 3
    assert check(dangan, clean, "--base", "no-such-branch").exit_code == 3


def test_an_unreadable_holding_is_a_finding(dangan, clean):
    edit(clean, "type: holding", "type: holding\ntype: holding", "records/holding.yaml")
    result = check(dangan, clean)
    assert result.exit_code == 1
    assert "records/holding.yaml:2:1: error R004" in result.stdout


def test_the_second_run_says_the_same(dangan, git_repo):
    names = [f"item/2021/WD-2021-{n:04d}" for n in range(2, 20)]
    repo = archive(git_repo, records={ITEM: BAD, **{name: {} for name in names}})
    first = check(dangan, repo, "--format", "json").stdout
    assert (repo.root / ".git/dangan/seen").is_file()
    assert check(dangan, repo, "--format", "json").stdout == first
    edit(repo, "markting", "marketing")
    assert check(dangan, repo).exit_code == 0


def test_list_show_and_docs(dangan, tmp_path):
    listed = dangan("checks", "list")
    assert "R103  number-twice" in listed.stdout
    told = dangan("checks", "list", lang="zh-CN").stdout.splitlines()[2:]
    words = [re.split("  +", line, maxsplit=2)[2] for line in told]
    assert [line for line in words if re.match("[a-z]", line)] == []
    assert '"tier": "gate"' in dangan("checks", "list", "--format", "json").stdout
    shown = dangan("checks", "show", "r103")
    assert shown.stdout.startswith("# R103 Two records bear one number.")
    assert dangan("checks", "show", "R999").exit_code == 2
    assert dangan("checks", "docs", "--out", str(tmp_path)).exit_code == 0
    assert "Why" in (tmp_path / "R103.md").read_text("utf-8")


def test_a_record_does_not_leave_its_rules_for_a_type_of_its_own(dangan, clean):
    for name in ("type.yaml", "record.schema.json"):
        text = (SCHEMAS / "types/item" / name).read_text("utf-8")
        for old, new in (("types/item", "types/note"), ('"item"', '"note"')):
            text = text.replace(old, new)
        text = text.replace("id: item", "id: note").replace(
            "folder: item", "folder: note"
        )
        clean.write(f"schemas/types/note/{name}", text)
    there = PATH.replace("/item/", "/note/")
    clean.write(there, (clean.root / PATH).read_text("utf-8"))
    edit(clean, "type: item", "type: note", there)
    (clean.root / PATH).unlink()
    result = check(dangan, clean, "--base", "HEAD")
    assert result.exit_code == 1
    assert "R017: by the rules before this change" in result.stdout
