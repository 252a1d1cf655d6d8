"""A fresh machine: a clone, the first command of the README, and it works."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup.conftest import ANSWERS, Machine
from support.source import ROOT

pytestmark = [pytest.mark.setup, pytest.mark.slow, pytest.mark.xdist_group("clone")]
PATIENCE = 120


@pytest.fixture(scope="module")
def clone(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a clone of what is committed, after `make site`."""
    folder = tmp_path_factory.mktemp("fresh") / "dangan"
    machine = Machine(home, folder / ".venv")
    fetched = machine.run(
        "git", "clone", "--quiet", ROOT.as_uri(), str(folder), cwd=folder.parent
    )
    assert fetched.returncode == 0, fetched.stderr
    python = shutil.which("python3", path="/usr/bin") or "python3"
    done = machine.run("make", "site", f"PYTHON={python}", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    (folder / "said.log").write_text(done.stdout, encoding="utf-8")
    return folder


def test_catalogue_is_there_and_named(clone: Path) -> None:
    assert (clone / "site/index.html").is_file()
    assert "site" in (clone / "said.log").read_text(encoding="utf-8").splitlines()[-1]


def test_nothing_changed_in_the_clone(clone: Path, home: Path) -> None:
    said = Machine(home, clone / ".venv").run("git", "status", "--short", cwd=clone)
    assert said.stdout == "?? said.log\n"


def test_broken_record_cannot_be_committed(clone: Path, home: Path) -> None:
    machine = Machine(home, clone / ".venv")
    holding = clone / "records/holding.yaml"
    before = holding.read_text("utf-8")
    holding.write_text(f"{before}type: holding\n", "utf-8")
    refused = machine.run("git", "commit", "--all", "-m", "broken", cwd=clone)
    machine.run("git", "checkout", "--quiet", "HEAD", "--", "records", cwd=clone)
    assert refused.returncode == 1, refused.stdout + refused.stderr
    assert "R004" in refused.stdout + refused.stderr


def office(machine: Machine, folder: Path, *options: str) -> Path:
    """Begin a company's archive from the clone."""
    done = machine.dangan(
        "init", str(folder), "--pack", "base", *ANSWERS, *options, cwd=folder.parent
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def commit_of_broken_holding(machine: Machine, folder: Path) -> str:
    with (folder / "records/holding.yaml").open("a", encoding="utf-8") as file:
        file.write("type: holding\n")
    done = machine.run("git", "commit", "--all", "-m", "broken", cwd=folder)
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_own_archive_from_the_clone(clone: Path, home: Path, tmp_path: Path) -> None:
    machine = Machine(home, clone / ".venv")
    place = f"git+{clone.as_uri()}"
    folder = office(machine, tmp_path / "office", "--dangan-from", place)
    config = json.dumps(clone.as_uri())
    assert f"- repo: {config}" in (folder / ".pre-commit-config.yaml").read_text(
        "utf-8"
    )
    assert "R004" in commit_of_broken_holding(machine, folder)


def test_editable_clone_names_its_folder(
    clone: Path, home: Path, tmp_path: Path
) -> None:
    machine = Machine(home, clone / ".venv")
    folder = office(machine, tmp_path / "office", "--no-git")
    pin = f"dangan[fast,excel] @ {clone.as_uri()}"
    assert pin in (folder / "requirements.txt").read_text("utf-8")


def test_other_repositories_use_our_hooks(
    clone: Path, home: Path, tmp_path: Path
) -> None:
    machine = Machine(home, clone / ".venv")
    folder = office(machine, tmp_path / "office")
    rev = machine.run("git", "rev-parse", "HEAD", cwd=clone).stdout.strip()
    hooks = [{"id": "dangan-fmt"}, {"id": "dangan-check"}]
    config = {"repos": [{"repo": clone.as_uri(), "rev": rev, "hooks": hooks}]}
    (folder / ".pre-commit-config.yaml").write_text(json.dumps(config), "utf-8")
    assert "R004" in commit_of_broken_holding(machine, folder)


def test_serve_shows_it(server: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(server, timeout=5) as answer:  # noqa: S310
                assert "<html" in answer.read().decode("utf-8")
                return
        except urllib.error.URLError:
            time.sleep(0.5)
    pytest.fail("make serve answers nobody")


@pytest.fixture
def server(clone: Path, home: Path) -> Iterator[str]:
    """Start `make serve` on a free port; end it with all it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    machine = Machine(home, clone / ".venv")
    running = subprocess.Popen(
        ["make", "serve", f"PORT={port}"],
        cwd=clone,
        env=machine.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    yield f"http://127.0.0.1:{port}/"
    subprocess.run(["kill", "--", f"-{running.pid}"], check=False)
    running.wait(timeout=30)
