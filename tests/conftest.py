"""Fixtures that every group of tests shares."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner, Result

from support.gitrepo import GitRepo

if TYPE_CHECKING:
    from dangan.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
#: Names under which systems install the browser.
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
NO_BROWSER = (
    "no Chromium found: the browser tests cannot run;"
    " as root: apt install chromium fonts-noto-cjk"
)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no variable of the caller reach a test."""
    for name in tuple(os.environ):
        if name.startswith(("GIT_", "DANGAN_")) and name != "DANGAN_CHROMIUM":
            monkeypatch.delenv(name)


@pytest.fixture
def git_repo(tmp_path: Path) -> GitRepo:
    """Return an empty repository with fixed identity and dates."""
    return GitRepo.create(tmp_path / "repo")


@pytest.fixture
def dangan() -> Callable[..., Result]:
    """Return a function that runs the command line, in English by default."""

    def run(*words: str, lang: str = "en", **how: Any) -> Result:
        from dangan.cli.main import cli

        return CliRunner().invoke(cli, ["--lang", lang, *words], **how)

    return run


@pytest.fixture(scope="session")
def demo() -> Workspace:
    """Return the demo archive of this repository, opened once."""
    import dangan.workspace

    return dangan.workspace.open(ROOT)


def browser_path() -> str | None:
    """Return the Chromium of this machine; DANGAN_CHROMIUM names another."""
    named = os.environ.get("DANGAN_CHROMIUM")
    if named is not None:
        return shutil.which(named)
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Return one Chromium for all browser tests; fail them where there is none."""
    path = browser_path()
    if path is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
        chromium = playwright.chromium.launch(executable_path=path, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """Return a page of its own context, in Chinese and the holding's time zone."""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    yield context.new_page()
    context.close()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Make every browser test ask for the browser first, so that it fails alike."""
    for item in items:
        driven = item.get_closest_marker("browser") is not None
        names = getattr(item, "fixturenames", [])
        if driven and "browser" not in names:
            names.insert(0, "browser")


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say once, at the end, why the browser group failed."""
    failed = terminalreporter.stats.get("error", []) + terminalreporter.stats.get(
        "failed", []
    )
    if any(NO_BROWSER in str(report.longrepr) for report in failed):
        terminalreporter.write_line(NO_BROWSER, red=True)
