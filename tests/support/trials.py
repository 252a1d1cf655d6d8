"""Small archives for tests of checks and reports, in folders or in memory."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from dangan.workspace.casefiles import rules_of
from dangan.workspace.trial import Rules, Trial
from support.gitrepo import GitRepo

CASES = Path(__file__).resolve().parent.parent / "cases"


@cache
def rules() -> Rules:
    """Return the rules that all cases share, loaded once."""
    return rules_of(CASES)


def trial(**case: Any) -> Trial:
    """Return the archive of a case written as keywords."""
    return Trial.made(rules(), case)


def archive(repo: GitRepo, **case: Any) -> GitRepo:
    """Write the files of a case into a repository and commit them."""
    for path, text in trial(**case).files.items():
        repo.write(path, text)
    repo.commit("records: begin")
    return repo
