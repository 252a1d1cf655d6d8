"""Not collected by itself: what test_browser.py runs on a machine without Chromium."""

from __future__ import annotations

import pytest


@pytest.mark.browser
def test_of_the_browser_group() -> None:
    """Would pass if there were a browser."""


def test_of_another_group() -> None:
    """Passes."""
