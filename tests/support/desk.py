"""A small customer archive in a real repository, and acts upon it."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable
from pathlib import Path

from dangan.model.record import Record
from dangan.model.ulid import ulids
from dangan.workspace.acting import Outcome, Plan, Scene, perform
from support.gitrepo import GitRepo
from support.office import ulid

HOLDING = """\
type: holding
name: {zh: 演示建材, en: Demo Materials}
code: YSJC
fonds: Z109
personal_data: plain
timezone: Asia/Shanghai
packs:
  - pack: base
departments:
  - {id: sales, code: XS, slug: XS, label: {zh: 销售部, en: Sales}, head: P004}
  - {id: service, code: KF, slug: KF, label: {zh: 客户服务部, en: Service}}
people:
  - id: P003
    name: 王档案（演示）
    department: service
    email: archivist@example.invalid
  - {id: P004, name: 钱销售（演示）, department: sales, email: head@example.invalid}
  - {id: P009, name: 郑业务（演示）, department: sales, email: sales@example.invalid}
locations:
  - {id: A, label: {zh: 一号库房, en: Room A}}
  - {id: B, label: {zh: 二号库房, en: Room B}}
"""
CUSTOMER = "records/customer/KH/KH-0001.yaml"
ITEM = "records/item/2021/WD-2021-0001.yaml"
TOP = "records/item/2021/WD-2021-0002.yaml"


def _item(number: int, level: str) -> str:
    return f"""\
id: {ulid(number)}
number: WD-2021-000{number}
type: item
title: 演示材料{number}
subject: {ulid(9)}
responsible:
  department: sales
  person: P009
formed_on: 2021-03-18
carrier: paper
form: original
copies: 1
pages: 2
retention:
  class: d10
  trigger: formed_on
secrecy:
  level: {level}
  owner: holding
location:
  room: A
  box: "001"
"""


FILES = {
    "records/holding.yaml": HOLDING,
    CUSTOMER: f"""\
id: {ulid(9)}
number: KH-0001
type: customer
title: 演示防水工程有限公司
nature: company
opened_on: 2019-06-03
retention:
  class: permanent
secrecy:
  level: internal
""",
    ITEM: _item(1, "internal"),
    TOP: _item(2, "core-secret"),
}


def customer_archive(root: Path, holding: str = HOLDING) -> GitRepo:
    """Return a committed archive of a customer with two items."""
    repo = GitRepo.create(root)
    repo.git("config", "user.email", "archivist@example.invalid")
    repo.git("config", "user.name", "演示档案员")
    for path, text in {**FILES, "records/holding.yaml": holding}.items():
        repo.write(path, text)
    repo.commit("records: begin")
    return repo


def act(
    repo: GitRepo, plan: Plan, *, on: str = "2026-03-02", by: str = "P003", **how: bool
) -> Outcome:
    """Carry out a plan on a day."""
    day = datetime.date.fromisoformat(on)
    moment = (day - datetime.date(1970, 1, 1)).days * 86_400_000
    ids = ulids(moment, time.monotonic_ns())
    return perform(repo.root, plan, Scene(day, by, ids), **how)


def found(name: str) -> Callable[[object], Record]:
    """Return what finds a record at a desk."""

    def find(desk: object) -> Record:
        record: Record | None = desk.space.archive.find(name)  # type: ignore[attr-defined]
        assert record is not None, name
        return record

    return find


def state(repo: GitRepo) -> dict[str, str]:
    """Return path → text of every file below records/."""
    files = (file for file in (repo.root / "records").rglob("*") if file.is_file())
    return {f.relative_to(repo.root).as_posix(): f.read_text("utf-8") for f in files}
