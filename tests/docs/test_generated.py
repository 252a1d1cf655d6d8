"""Generated pages are those of today: ``make docs`` writes them anew."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.source import ROOT


@pytest.mark.slow
def test_pages_are_fresh() -> None:
    command = [sys.executable, "tools/docs.py", "--check"]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, f"make docs\n{done.stdout}{done.stderr}"
