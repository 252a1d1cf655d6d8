"""A small archive in a real repository: one department, drafts, one regulation."""

from __future__ import annotations

from pathlib import Path

from support.gitrepo import GitRepo

HOLDING = """\
type: holding
name: {zh: 演示建材, en: Demo Materials}
code: YSJC
fonds: Z109
personal_data: plain
as_of: "2026-06-30"
packs:
  - pack: "000-17"
departments:
  - {id: marketing, code: MK, slug: MK, label: {zh: 市场部, en: Marketing}}
  - {id: office, code: 办公室, slug: BGS, label: {zh: 办公室, en: Office}}
  - {id: workshop, code: 车间, label: {zh: 车间, en: Workshop}}
people:
  - id: P003
    name: 王档（演示）
    department: marketing
    email: archivist@example.invalid
    roles: [{role: archivist, from: "2012-01-01"}]
"""
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def ulid(number: int) -> str:
    """Return an invented id."""
    tail = (_ALPHABET[number // 32**place % 32] for place in (2, 1, 0))
    return f"01JD8QZ5M3K7T9W2X4Y6Z8A{''.join(tail)}"


def draft(
    number: int,
    *,
    department: str = "marketing",
    formed_on: str = "2021-03-18",
    more: str = "",
) -> str:
    """Return the text of a draft."""
    return f"""\
# a comment for the clerk
id: {ulid(number)}
type: item
class: MR
title: 演示材料{number}
responsible: {{department: {department}, person: P003}}
formed_on: "{formed_on}"
submitted_by: P003
submitted_on: "{formed_on}"
carrier: paper
form: original
copies: 1
pages: 2
retention: {{class: d10, trigger: formed_on}}
secrecy: {{level: internal}}
{more}"""


def path_of(number: int) -> str:
    """Return where the draft with this number lies."""
    return f"records/item/_drafts/{ulid(number)}.yaml"


def office(root: Path, *numbers: int, holding: str = HOLDING) -> GitRepo:
    """Return a repository with a holding and committed drafts."""
    repo = GitRepo.create(root)
    repo.git("config", "user.email", "archivist@example.invalid")
    repo.git("config", "user.name", "演示档案员")
    repo.write("records/holding.yaml", holding)
    for number in numbers:
        repo.write(path_of(number), draft(number))
    repo.commit("begin")
    return repo
