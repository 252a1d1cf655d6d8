"""Installations that several tests of this group share."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.gitrepo import IDENTITY
from support.source import ROOT

#: Answers that leave nothing to ask.
ANSWERS = (
    *("--name", "演示建材有限公司", "--initials", "YSJC"),
    *("--archivist", "王档（演示）", "--department", "综合部 ZHB"),
)


@dataclass(frozen=True)
class Machine:
    """A home folder of its own, and the tools of one virtual environment."""

    home: Path
    venv: Path

    def run(self, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run a program as somebody who just logged in; never fails by itself."""
        return subprocess.run(
            words,
            cwd=cwd,
            env=self.environment,
            check=False,
            capture_output=True,
            encoding="utf-8",
        )

    def dangan(self, *words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        """Run the installed command line in English."""
        return self.run(str(self.venv / "bin/dangan"), "--lang", "en", *words, cwd=cwd)

    @property
    def environment(self) -> Mapping[str, str]:
        """Return variables without git's, Python's and dangan's; nothing activated."""
        strange = ("GIT_", "DANGAN_", "PYTHON", "VIRTUAL_ENV", "PRE_COMMIT")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(strange)}
        cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache"))
        return {
            **kept,
            "HOME": str(self.home),
            "PIP_CACHE_DIR": str(cache / "pip"),
            "PRE_COMMIT_HOME": str(self.home / "pre-commit"),
        }


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a home folder whose git knows who works here."""
    folder = tmp_path_factory.mktemp("home")
    name, email = IDENTITY["GIT_AUTHOR_NAME"], IDENTITY["GIT_AUTHOR_EMAIL"]
    text = f"[user]\n\tname = {name}\n\temail = {email}\n"
    (folder / ".gitconfig").write_text(text, encoding="utf-8")
    settings = Path.home() / ".config" / "pip"
    if settings.is_dir():
        (folder / ".config").mkdir()
        (folder / ".config" / "pip").symlink_to(settings)
    return folder


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as ``pip install .`` does."""
    folder = tmp_path_factory.mktemp("wheel")
    options = ("--no-deps", "--no-build-isolation", "--quiet", "--wheel-dir")
    command = [sys.executable, "-m", "pip", "wheel", *options, str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="session")
def machine(
    wheel: Path, home: Path, tmp_path_factory: pytest.TempPathFactory
) -> Machine:
    """Return a machine on which the wheel and the pinned packages are installed."""
    venv = tmp_path_factory.mktemp("machine") / "venv"
    subprocess.run([sys.executable, "-m", "venv", str(venv)], check=True)
    pip = [str(venv / "bin/python"), "-m", "pip", "install", "--quiet"]
    pinned = ["--require-hashes", "--requirement", str(ROOT / "requirements.txt")]
    subprocess.run([*pip, *pinned], check=True, capture_output=True)
    subprocess.run([*pip, "--no-deps", str(wheel)], check=True, capture_output=True)
    return Machine(home, venv)
