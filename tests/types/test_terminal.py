"""A real terminal is asked without being told to ask."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pty = pytest.importorskip("pty", reason="no terminals of this kind here")
HOLDING = "type: holding\nname: {zh: 演示}\npacks:\n  - {pack: base}\n"


@pytest.mark.slow
def test_a_terminal_is_asked(tmp_path: Path) -> None:
    (tmp_path / "records").mkdir()
    (tmp_path / "records" / "holding.yaml").write_text(HOLDING, "utf-8")
    ours, theirs = pty.openpty()
    words = [sys.executable, "-m", "dangan", "--lang", "en", "new", "item"]
    os.write(ours, ("演示规划\n" + "\n" * 30).encode())
    done = subprocess.run(
        words,
        cwd=tmp_path,
        stdin=theirs,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2] / "tools")},
        timeout=60,
        check=False,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 0, done.stderr
    (draft,) = tmp_path.glob("records/item/_drafts/*.yaml")
    assert "title: 演示规划" in draft.read_text("utf-8")
    assert "Title *" in done.stdout
