"""Where no Chromium is found, one group fails and the command is named."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support.source import ROOT


@pytest.mark.slow
def test_missing_chromium_is_said_and_fails_its_group_only() -> None:
    probe = "tests/setup/browser_probe.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", probe, "-p", "no:cacheprovider"],
        cwd=ROOT,
        env={**os.environ, "DANGAN_CHROMIUM": "no-such-browser"},
        check=False,
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 1
    assert "1 passed, 1 error" in done.stdout
    assert "apt install chromium fonts-noto-cjk" in done.stdout
