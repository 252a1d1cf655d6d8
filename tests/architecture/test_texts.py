"""Every text has a translation; the compiled catalogue is the one of the sources."""

from __future__ import annotations

import subprocess
import sys

import pytest

from support.source import ROOT


@pytest.mark.slow
def test_catalogue_is_complete_and_up_to_date() -> None:
    command = [sys.executable, "tools/i18n.py", "--check"]
    done = subprocess.run(
        command, cwd=ROOT, check=False, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout
