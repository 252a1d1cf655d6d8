"""dangan check of a change in a real repository: who may get round it, and how not."""

from __future__ import annotations

import json

import pytest

from dangan.workspace.product import data_root
from support.desk import HOLDING, ITEM, customer_archive
from support.gitrepo import GitRepo
from support.office import ulid

LOAN = "records/loan/2026/JY-2026-0001.yaml"
ASKED = f"""\
id: {ulid(20)}
number: JY-2026-0001
type: loan
title: 投标参考（演示）
subject: {ulid(1)}
borrower:
  department: sales
  person: P009
purpose: 投标参考
secrecy:
  level: internal
events:
  - kind: requested
    on: 2026-03-02
    by: P009
    until: 2026-03-10
"""
APPROVED = "  - kind: approved\n    on: 2026-03-02\n    by: P004\n"


@pytest.fixture
def repo(tmp_path):
    """Return an archive that asks for approvals by the commit of the approver."""
    made = customer_archive(tmp_path / "x", HOLDING + "approvals: committed\n")
    made.write(LOAN, ASKED)
    made.commit("loan: asked")
    return made


def codes(dangan, repo, *words):
    made = dangan("--root", str(repo.root), "check", "--format", "json", *words)
    found = json.loads(made.stdout)["findings"]
    return {row["code"] for row in found if row["touched"] and row["blocks"]}


def test_an_approval_committed_by_another_hand_blocks(dangan, repo):
    base = repo.git("rev-parse", "HEAD")
    repo.write(LOAN, ASKED + APPROVED)
    repo.commit("loan: approved")
    assert codes(dangan, repo, "--base", base) == {"R411"}


def test_what_the_base_gained_meanwhile_did_not_vanish_here(dangan, repo):
    repo.git("branch", "behind")
    repo.write(LOAN.replace("0001", "0002"), ASKED.replace("0001", "0002"))
    repo.commit("loan: another one")
    repo.git("branch", "ahead")
    repo.git("switch", "--quiet", "behind")
    assert codes(dangan, repo, "--base", "ahead") == set()
    (repo.root / LOAN).unlink()
    assert codes(dangan, repo, "--base", "ahead") == {"R801"}


def test_an_empty_base_is_no_base(dangan, repo):
    (repo.root / ITEM).unlink()
    done = dangan("--root", str(repo.root), "check", "--base", "")
    assert done.exit_code == 3


def test_what_is_staged_beside_records_is_seen_whatever_its_name(dangan, repo):
    repo.write(ITEM, (repo.root / ITEM).read_text("utf-8").replace("材料1", "材料一"))
    repo.write(".mailmap", "Director <archivist@example.invalid>\n")
    repo.write(".github/workflows/check.yml", "on: push\n")
    repo.git("add", "--all")
    assert codes(dangan, repo, "--staged") == {"R811"}


def test_a_rule_of_the_product_is_not_replaced_beside_records(dangan, repo):
    repo.write(ITEM, (repo.root / ITEM).read_text("utf-8").replace("材料1", "材料一"))
    path = "schemas/packs/base/pack.yaml"
    repo.write(path, (data_root().parent / path).read_text("utf-8"))
    assert codes(dangan, repo, "--base", "HEAD") == {"R812"}


def test_the_first_commit_brings_everything_with_it(dangan, tmp_path):
    repo = customer_archive(tmp_path / "y")
    repo.git("update-ref", "-d", "HEAD")
    repo.write(".gitattributes", "* text=auto\n")
    repo.git("add", "--all")
    assert codes(dangan, repo, "--staged") == set()


def test_a_clone_without_history_cannot_say_that_a_number_is_new(dangan, repo):
    text = (repo.root / ITEM).read_text("utf-8")
    (repo.root / ITEM).unlink()
    repo.commit("item: gone")
    repo.write("README.md", "later\n")
    repo.commit("docs: later")
    repo.git("clone", "--quiet", "--depth", "1", f"file://{repo.root}", "shallow")
    clone = GitRepo(repo.root / "shallow")
    clone.write(ITEM, text.replace(ulid(1), ulid(30)))
    done = dangan("--root", str(clone.root), "check", "--base", "HEAD")
    assert done.exit_code == 3


LAX = """\
id: lax
name: lax
title: {zh: 宽松规章（演示）, en: Lax regulation}
extends: base
editions:
  - effective_from: "1900-01-01"
    retention:
      - {for: {type: item}, class: d10, trigger: formed_on}
"""
RETENTION = "retention:\n  class: d10\n  trigger: formed_on\n"


def test_who_loosens_a_schema_is_judged_by_the_one_before(dangan, repo):
    path = "schemas/types/item/record.schema.json"
    schema = json.loads((data_root().parent / path).read_text("utf-8"))
    schema["properties"]["shade"] = {
        "$ref": "dangan:core/text",
        "x-label": {"zh": "颜色", "en": "Shade"},
    }
    repo.write(path, json.dumps(schema, ensure_ascii=False))
    kind = "schemas/types/item/type.yaml"
    repo.write(kind, (data_root().parent / kind).read_text("utf-8"))
    repo.write(ITEM, (repo.root / ITEM).read_text("utf-8") + "shade: 红\n")
    assert codes(dangan, repo, "--base", "HEAD") == {"R011", "R812"}


def test_who_sets_another_regulation_is_judged_by_the_one_before(dangan, repo):
    text = (repo.root / ITEM).read_text("utf-8").replace(RETENTION, "")
    repo.write(ITEM, text)
    assert codes(dangan, repo, "--base", "HEAD") >= {"R301"}
    repo.write("schemas/packs/lax/pack.yaml", LAX)
    holding = (repo.root / "records/holding.yaml").read_text("utf-8")
    repo.write("records/holding.yaml", holding.replace("pack: base", "pack: lax"))
    assert codes(dangan, repo, "--base", "HEAD") >= {"R301", "R812"}


def test_a_broken_regulation_can_be_mended(dangan, repo):
    repo.write("schemas/packs/lax/pack.yaml", LAX + "    nonsense: []\n")
    holding = (repo.root / "records/holding.yaml").read_text("utf-8")
    repo.write("records/holding.yaml", holding.replace("pack: base", "pack: lax"))
    repo.write(ITEM, (repo.root / ITEM).read_text("utf-8") + "shade: red\n")
    repo.commit("schemas: broken")
    repo.write("schemas/packs/lax/pack.yaml", LAX)
    assert codes(dangan, repo, "--base", "HEAD") == set()


@pytest.mark.parametrize("folder", ["types/zz", "packs/zz/base"])
def test_rules_under_another_name_replace_nothing(dangan, repo, folder):
    kind, _, name = folder.partition("/")
    real = "item" if kind == "types" else "base"
    for source in (data_root() / kind / real).glob("*.*"):
        repo.write(f"schemas/{folder}/{source.name}", source.read_text("utf-8"))
    done = dangan("--root", str(repo.root), "check", "--base", "HEAD")
    assert done.exit_code == (3 if kind == "types" else 0), done.stdout
    assert (name in done.output) is (kind == "types")


def test_a_rule_that_is_loosened_is_named(dangan, repo):
    path = "schemas/types/item/record.schema.json"
    text = (data_root().parent / path).read_text("utf-8")
    schema = json.loads(text)
    del schema["else"]
    for name in ("type.yaml", "record.schema.json"):
        source = data_root() / "types" / "item" / name
        repo.write(f"schemas/types/item/{name}", source.read_text("utf-8"))
    repo.write(path, json.dumps(schema, ensure_ascii=False))
    done = dangan(
        "--root", str(repo.root), "check", "--format", "json", "--base", "HEAD"
    )
    rows = json.loads(done.stdout)["findings"]
    assert {(row["code"], row["path"], row["blocks"]) for row in rows} == {
        ("R816", path, False)
    }
