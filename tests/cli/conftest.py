"""A small archive for commands."""

from __future__ import annotations

import pytest

from support.office import office


@pytest.fixture
def small_office(tmp_path):
    """Return a repository with three drafts."""
    return office(tmp_path / "office", 1, 2, 3)
