"""What no file of the project may contain."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from support.source import ROOT, tracked

#: Folders of one machine.
MACHINE = re.compile(r"(?<![\w.~])/(?:root|work|farm|home/\w+)/|[A-Z]:\\Users\\")
#: Places to download packages from; which ones is the business of the machine.
PLACES = re.compile(
    r"files\.pythonhosted|pypi\.org|registry\.npmjs|--(?:extra-)?index-url"
)
SETTINGS = ("PIP_INDEX_URL", "UV_INDEX_URL", "UV_DEFAULT_INDEX", "NPM_CONFIG_REGISTRY")
WITHIN = {".py", ".md", ".yml", ".yaml", ".toml", ".json", ".js", ".css", ".html", ""}
WITHIN |= {".txt", ".j2", ".cfg", ".sh", ".po"}


def texts() -> list[tuple[str, int, str]]:
    """Return path, number and text of every line outside of the tests."""
    rows = []
    for path in tracked():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix in WITHIN and not name.startswith("tests/"):
            lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
            rows += [(name, number, line) for number, line in enumerate(lines, 1)]
    return rows


def matching(pattern: re.Pattern[str]) -> list[str]:
    return [f"{name}:{n}" for name, n, line in texts() if pattern.search(line)]


def test_no_folder_of_a_machine() -> None:
    assert matching(MACHINE) == []


def test_no_place_to_download_from() -> None:
    assert matching(PLACES) == []


def test_no_index_of_this_machine() -> None:
    command = [sys.executable, "-m", "pip", "config", "list"]
    said = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    hosts = re.findall(r"https?://(?:[^@/\s]*@)?([\w.-]+\.[\w.-]+)", said)
    for host in hosts:
        assert matching(re.compile(re.escape(host))) == []


def test_line_ends_and_last_line() -> None:
    wrong = [
        path.relative_to(ROOT).as_posix()
        for path in tracked()
        if path.suffix in WITHIN and _is_ours(path)
        if (content := path.read_bytes())
        if b"\r" in content or not content.endswith(b"\n")
    ]
    assert wrong == []


def _is_ours(path: Path) -> bool:
    """Leave out what is vendored and what is wrong on purpose."""
    name = path.relative_to(ROOT).as_posix()
    return not name.startswith("tests/") and "vendor" not in name
