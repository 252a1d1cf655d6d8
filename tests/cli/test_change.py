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
