"""dangan check of a change in a real repository: who may get round it, and how not."""

from __future__ import annotations

import json

import pytest

from support.desk import HOLDING, ITEM, customer_archive
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
