"""Real git repositories with a fixed identity and fixed dates."""

from __future__ import annotations

import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

IDENTITY = {
    "GIT_AUTHOR_NAME": "演示档案员",
    "GIT_AUTHOR_EMAIL": "archivist@example.invalid",
    "GIT_COMMITTER_NAME": "演示档案员",
    "GIT_COMMITTER_EMAIL": "archivist@example.invalid",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True, slots=True)
class GitRepo:
    """A repository in a temporary folder."""

    root: Path

    @classmethod
    def create(cls, root: Path) -> GitRepo:
        """Make an empty repository with the branch ``main``."""
        root.mkdir(parents=True, exist_ok=True)
        repo = cls(root)
        repo.git("init", "--quiet", "--initial-branch=main")
        repo.git("config", "core.autocrlf", "false")
        return repo

    def git(self, *words: str, on: str = "2026-01-05") -> str:
        """Run git as the fixed person on a fixed day; return what it prints."""
        when = f"{on}T09:00:00+08:00"
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        keep = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        done = subprocess.run(
            ["git", *words],
            cwd=self.root,
            env={**keep, **IDENTITY, **dates},
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def write(self, path: str, text: str) -> Path:
        """Write a file below the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        return file

    def commit(self, subject: str, *, on: str = "2026-01-05") -> str:
        """Commit everything that changed, deletions too; return the commit's id."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "-m", subject, on=on)
        return self.git("rev-parse", "HEAD")
