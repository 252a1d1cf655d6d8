"""A person at a terminal who answers what a command asks."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

#: Seconds until a command that waits for one more answer is given up.
_PATIENCE = 60


def answered(root: Path, words: tuple[str, ...], *answers: str) -> str:
    """Run a command at a terminal, type the answers, and return what it showed."""
    ours, theirs = pty.openpty()
    args = [sys.executable, "-m", "dangan", "--root", str(root), "--lang", "en"]
    with subprocess.Popen(
        [*args, *words],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ) as running:
        os.close(theirs)
        os.write(ours, "".join(f"{one}\n" for one in answers).encode())
        said = _shown(ours)
        running.wait(_PATIENCE)
    os.close(ours)
    return said


def _shown(terminal: int) -> str:
    """Return everything a terminal shows until the command ends."""
    parts: list[bytes] = []
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other side is closed: the command has ended
            part = b""
        if not part:
            return b"".join(parts).decode("utf-8", "replace")
        parts.append(part)
