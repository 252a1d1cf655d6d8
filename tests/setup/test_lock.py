"""The lock: everything pinned, hashed, and silent about places."""

from __future__ import annotations

import re
import tomllib

import pytest

from support.source import ROOT

LOCKS = ("requirements.txt", "requirements-dev.txt")


def entries(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    parts = re.split(r"\n(?=[A-Za-z0-9])", text)
    return {re.split(r"[=<> ;\[]", part)[0]: part for part in parts if "==" in part}


def plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", re.split(r"[\[<>=; ]", name)[0]).lower()


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_has_a_hash(name: str) -> None:
    found = entries(name)
    assert found
    assert [
        package for package, text in found.items() if "--hash=sha256:" not in text
    ] == []


@pytest.mark.parametrize("name", LOCKS)
def test_no_index_and_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^\s*-", text.replace("    --hash", ""), re.MULTILINE)


def test_what_the_project_needs_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed = {plain(one) for one in project["project"]["dependencies"]}
    assert needed <= {plain(name) for name in entries("requirements.txt")}


def test_both_locks_agree() -> None:
    run, dev = (entries(name) for name in LOCKS)
    first = {name: text.split()[0] for name, text in run.items()}
    second = {name: text.split()[0] for name, text in dev.items()}
    assert {n for n in first.keys() & second.keys() if first[n] != second[n]} == set()
