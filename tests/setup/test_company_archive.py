"""A company's own archive, made by an installed dangan: hooks guard every commit."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from setup.conftest import ANSWERS, Machine

pytestmark = [pytest.mark.setup, pytest.mark.slow, pytest.mark.xdist_group("setup")]
BROKEN = "type: holding\nname: {zh: 演示}\nname: {zh: 演示}\n"


@pytest.fixture(scope="module")
def archive(machine: Machine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office") / "档案 库"
    done = machine.dangan("init", str(folder), "--pack", "base", *ANSWERS, cwd=Path())
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_says_where_dangan_comes_from(archive: Path, wheel: Path) -> None:
    config = yaml.safe_load((archive / ".pre-commit-config.yaml").read_text("utf-8"))
    pins = config["repos"][0]["hooks"][0]["additional_dependencies"]
    assert pins == [f"dangan[fast] @ {wheel.as_uri()}"]


def test_begins_with_a_commit(machine: Machine, archive: Path) -> None:
    assert machine.run("git", "status", "--short", cwd=archive).stdout == ""
    assert (archive / ".git/hooks/pre-commit").is_file()


def test_clone_is_guarded_after_one_command(
    machine: Machine, archive: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    machine.run("git", "clone", "--quiet", archive.as_uri(), str(clone), cwd=tmp_path)
    assert machine.dangan("hooks", cwd=clone).returncode == 0
    holding = clone / "records/holding.yaml"
    good = holding.read_text("utf-8")
    holding.write_text(BROKEN, "utf-8")
    refused = machine.run("git", "commit", "--all", "-m", "broken", cwd=clone)
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "R004" in refused.stdout + refused.stderr
    holding.write_text(f"{good}# 演示\n", "utf-8")
    taken = machine.run("git", "commit", "--all", "-m", "good", cwd=clone)
    assert taken.returncode == 0, taken.stdout + taken.stderr


def test_deletion_alone_is_checked(
    machine: Machine, archive: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    machine.run("git", "clone", "--quiet", archive.as_uri(), str(clone), cwd=tmp_path)
    machine.dangan("hooks", cwd=clone)
    (clone / "records/holding.yaml").unlink()
    refused = machine.run("git", "commit", "--all", "-m", "gone", cwd=clone)
    assert refused.returncode == 1, refused.stdout + refused.stderr


def test_catalogue_is_built(machine: Machine, archive: Path) -> None:
    done = machine.dangan("site", cwd=archive)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (archive / "site/index.html").is_file()
