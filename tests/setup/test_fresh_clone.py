"""A fresh machine: a clone, the first command of the README, and it works."""

from __future__ import annotations

import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from setup.conftest import Machine
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
