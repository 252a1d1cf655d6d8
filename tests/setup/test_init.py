"""``dangan init``: what it writes, what it refuses, what it asks."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result

from dangan.cli.origin import origin
from dangan.model.errors import RepositoryError
from support.gitrepo import GitRepo

ANSWERS = (
    *("--pack", "base", "--name", "演示建材有限公司", "--initials", "ysjc"),
    *("--archivist", "王档（演示）", "--department", "综合部 ZHB", "--no-git"),
)
Run = Callable[..., Result]


def read(path: Path) -> dict[str, object]:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(said, dict)
    return said


def test_ends_green_without_a_question(dangan: Run, tmp_path: Path) -> None:
    done = dangan("init", str(tmp_path / "new"), *ANSWERS)
    assert (done.exit_code, done.exception) == (0, None), done.output
    assert "dangan comes from: dangan" in done.output


def test_writes_what_an_archive_needs(dangan: Run, tmp_path: Path) -> None:
    dangan("init", str(tmp_path), *ANSWERS)
    holding = read(tmp_path / "records/holding.yaml")
    assert holding["code"] == "YSJC"
    assert holding["fonds"] == "YSJC"
    assert holding["packs"] == [{"pack": "base"}]
    people: Any = holding["people"]
    assert [person["roles"] for person in people] == [[{"role": "archivist"}]]
    for name in ("mkdocs.yml", ".pre-commit-config.yaml", ".gitlab-ci.yml"):
        assert read(tmp_path / name), name


def test_suggested_values_are_marked(dangan: Run, tmp_path: Path) -> None:
    dangan("init", str(tmp_path), *ANSWERS, "--pack", "000-17")
    parameters = read(tmp_path / "records/holding.yaml")["parameters"]
    assert isinstance(parameters, dict)
    settings = [one for values in parameters.values() for one in values.values()]
    assert settings
    assert {one["set_by"] for one in settings} == {"suggestion"}


def test_asks_five_questions(dangan: Run, tmp_path: Path) -> None:
    answers = "演示公司\nYSGS\nbase\n王档（演示）\n综合部 ZHB\n"
    done = dangan("init", str(tmp_path / "new"), "--no-git", input=answers)
    assert done.exit_code == 0, done.output
    assert "5/5" in done.output
    assert "6/5" not in done.output


def test_asks_again_after_an_impossible_answer(dangan: Run, tmp_path: Path) -> None:
    answers = "演示公司\n建材\nYSGS\nbase\n王档（演示）\n综合部 ZHB\n"
    done = dangan("init", str(tmp_path / "new"), "--no-git", input=answers)
    assert done.exit_code == 0, done.output


def test_refuses_an_impossible_option(dangan: Run, tmp_path: Path) -> None:
    done = dangan("init", str(tmp_path / "new"), *ANSWERS, "--initials", "建材")
    assert done.exit_code == 2
    assert not (tmp_path / "new").exists()


def test_names_the_nearest_pack(dangan: Run, tmp_path: Path) -> None:
    done = dangan("init", str(tmp_path / "new"), *ANSWERS, "--pack", "001-10")
    assert done.exit_code == 3
    assert "001-10" in done.output


def test_refuses_a_folder_in_use(dangan: Run, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = dangan("init", str(tmp_path), *ANSWERS)
    assert done.exit_code == 2
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_force_keeps_what_is_there(dangan: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("mine", encoding="utf-8")
    done = dangan("init", str(tmp_path), *ANSWERS, "--force")
    assert "kept as it was: README.md" in done.output
    assert (tmp_path / "README.md").read_text(encoding="utf-8") == "mine"


def test_twice_is_once(dangan: Run, tmp_path: Path) -> None:
    dangan("init", str(tmp_path), *ANSWERS)
    before = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    dangan("init", str(tmp_path), *ANSWERS, "--force")
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == before


def test_dry_run_writes_nothing(dangan: Run, tmp_path: Path) -> None:
    done = dangan("init", str(tmp_path / "new"), *ANSWERS, "--dry-run")
    assert "records/holding.yaml" in done.output
    assert not (tmp_path / "new").exists()


def test_a_name_cannot_break_the_yaml(dangan: Run, tmp_path: Path) -> None:
    name = '甲"}: #\\ {{ x }} &a *b'
    dangan("init", str(tmp_path), *ANSWERS, "--name", name)
    assert read(tmp_path / "records/holding.yaml")["name"] == {"zh": name}
    assert read(tmp_path / "mkdocs.yml")["site_name"] == name


@pytest.mark.parametrize(
    ("said", "kind", "requirement"),
    [
        (
            "git@git.example.invalid:office/dangan.git@v1",
            "git",
            "dangan @ git+ssh://git@git.example.invalid/office/dangan.git@v1",
        ),
        (
            "git+https://git.example.invalid/dangan.git@v1",
            "git",
            "dangan @ git+https://git.example.invalid/dangan.git@v1",
        ),
        ("0.1.0", "index", "dangan==0.1.0"),
        (">=0.1", "index", "dangan>=0.1"),
        (
            "https://files.example.invalid/dangan-0.1.0-py3-none-any.whl",
            "wheel",
            "dangan @ https://files.example.invalid/dangan-0.1.0-py3-none-any.whl",
        ),
    ],
)
def test_where_dangan_comes_from(said: str, kind: str, requirement: str) -> None:
    found = origin(said)
    assert (found.kind, found.requirement()) == (kind, requirement)


def test_a_git_address_is_pinned_to_a_commit(git_repo: GitRepo) -> None:
    git_repo.write("README.md", "dangan")
    commit = git_repo.commit("begin")
    found = origin(f"git+{git_repo.root.as_uri()}")
    assert (found.address, found.revision) == (git_repo.root.as_uri(), commit)


def test_an_address_without_answer_is_a_setup_error(tmp_path: Path) -> None:
    with pytest.raises(RepositoryError, match="no git repository answers"):
        origin((tmp_path / "nowhere.git").as_uri())


def test_a_folder_and_a_wheel_are_named_by_address(tmp_path: Path) -> None:
    wheel = tmp_path / "dangan-0.1.0-py3-none-any.whl"
    wheel.touch()
    assert origin(str(tmp_path)).requirement() == f"dangan @ {tmp_path.as_uri()}"
    assert origin(str(wheel)).kind == "wheel"
    assert origin(str(wheel)).is_local


#: Regulation → findings that only the company can settle: values without a usual one.
LEFT = {"001-01": ["R901"], "000-17": [], "000-21": [], "000-13": []}


@pytest.mark.parametrize("pack", LEFT)
def test_a_fresh_archive_owes_nothing(dangan: Run, tmp_path: Path, pack: str) -> None:
    dangan("init", str(tmp_path), *ANSWERS, "--pack", pack)
    words = ("check", "--tier", "all", "--format", "json")
    done = dangan("--root", str(tmp_path), *words)
    assert [one["code"] for one in json.loads(done.stdout)["findings"]] == LEFT[pack]


def test_suggested_departments_are_there(dangan: Run, tmp_path: Path) -> None:
    dangan("init", str(tmp_path), *ANSWERS, "--pack", "001-01")
    departments = read(tmp_path / "records/holding.yaml")["departments"]
    assert isinstance(departments, list)
    rows = {row["id"]: row for row in departments}
    assert set(rows) == {"zhb", "service", "sales", "finance", "information"}
    assert rows["service"]["label"]["zh"] == "客户服务部"
