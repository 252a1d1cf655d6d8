"""dangan assign on the command line."""

from __future__ import annotations

import json

from support.office import draft, path_of


def run(dangan, repo, *words, **how):
    return dangan("--root", str(repo.root), "assign", *words, **how)


def test_all_drafts_get_their_numbers(dangan, small_office):
    result = run(dangan, small_office, "--all")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"MK-2021-00{n}  records/item/2021/MK-2021-00{n}.yaml" for n in (1, 2, 3)
    ]
    assert run(dangan, small_office, "--all").stdout == "there was nothing to number\n"


def test_a_dry_run_as_json(dangan, small_office):
    result = run(dangan, small_office, path_of(2), "--dry-run", "--format", "json")
    assert json.loads(result.stdout) == {
        "assigned": [
            {
                "number": "MK-2021-001",
                "draft": path_of(2),
                "path": "records/item/2021/MK-2021-001.yaml",
            }
        ],
        "unchanged": [],
        "problems": [],
        "findings": [],
    }
    assert (small_office.root / path_of(2)).exists()


def test_who_gave_the_number_is_kept(dangan, small_office):
    run(dangan, small_office, path_of(1))
    text = (small_office.root / "records/item/2021/MK-2021-001.yaml").read_text("utf-8")
    assert "by: P003" in text
    assert run(dangan, small_office, path_of(2), "--by", "P999").exit_code == 2


def test_a_path_is_understood_from_any_folder(dangan, small_office, monkeypatch):
    monkeypatch.chdir(small_office.root / "records/item/_drafts")
    name = path_of(3).rsplit("/", 1)[-1]
    assert dangan("assign", name).stdout.startswith("MK-2021-001")


def test_a_problem_is_told_with_its_fix_and_nothing_is_written(dangan, small_office):
    small_office.write(path_of(2), draft(2, department="workshop"))
    result = run(dangan, small_office, "--all")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "department has no ASCII code for file names" in result.stderr
    assert "no number was given; nothing was written" in result.stderr
    assert (small_office.root / path_of(1)).exists()


def test_what_the_gate_says_is_shown_in_the_draft(dangan, small_office):
    wrong = draft(2, more='received_on: "2021-02-30"\n')
    small_office.write(path_of(2), wrong)
    for extra in ((), ("--dry-run",)):
        result = run(dangan, small_office, "--all", *extra)
        assert result.exit_code == 1
        assert result.stdout == ""
        assert f"{path_of(2)}:16:" in result.stderr
        assert "error R014" in result.stderr
        assert "nothing was written" in result.stderr


def test_a_check_of_a_draft_says_how_far_it_goes(dangan, small_office):
    words = ("check", str(small_office.root / path_of(1)))
    result = dangan("--root", str(small_office.root), *words)
    assert result.exit_code == 0
    assert "syntax, secrecy and personal data only" in result.stdout
    whole = dangan("--root", str(small_office.root), "check")
    assert "personal data only" not in whole.stdout


def test_staging(dangan, small_office):
    run(dangan, small_office, path_of(1), "--stage")
    staged = small_office.git("diff", "--cached", "--name-only", "--no-renames").split()
    assert staged == ["records/item/2021/MK-2021-001.yaml", path_of(1)]


def test_numbers_for_labels(dangan, small_office):
    result = run(dangan, small_office, "--reserve", "2", "mk2026", "--type", "item")
    assert result.stdout.splitlines() == [
        "MK-2026-001  records/item/_drafts/MK-2026-001.yaml",
        "MK-2026-002  records/item/_drafts/MK-2026-002.yaml",
    ]
    assert run(dangan, small_office, "--reserve", "1", "XX").exit_code == 1


def test_something_must_be_named(dangan, small_office):
    assert run(dangan, small_office).exit_code == 2
    assert run(dangan, small_office, "--all", path_of(1)).exit_code == 2


def test_a_draft_that_is_not_there(dangan, small_office):
    result = run(dangan, small_office, "MK-1999-001")
    assert result.exit_code == 3


def test_chinese_is_the_default_language(dangan, small_office):
    result = run(dangan, small_office, "--all", "--dry-run", lang="zh-CN")
    assert result.stdout.splitlines()[-1] == "什么都没有写"
