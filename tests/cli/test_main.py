"""The command itself: languages, exit codes, and what a crash may say."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from dangan.cli import crash, main
from dangan.cli.context import Invocation
from dangan.cli.i18n import chosen_language
from dangan.model.errors import SetupError
from dangan.model.holding import Holding
from dangan.model.record import Document

Run = Callable[..., Result]
CANARY = "金丝雀甲乙丙"


def holding(**fields: str) -> Holding:
    return Holding(Document("records/holding.yaml", fields))


def failing(error: Exception) -> click.Group:
    """Return the command line with a subcommand that fails."""

    @click.command()
    @click.option("--set")
    def fails(**_options: str) -> None:
        raise error

    group = main.Commands(
        "dangan", params=list(main.cli.params), callback=lambda **_: None
    )
    group.get_command = lambda _ctx, _name: fails  # type: ignore[method-assign, assignment]
    return group


@pytest.mark.parametrize(
    ("words", "lang"),
    [
        ([], "zh-CN"),
        (["--lang", "en", "check"], "en"),
        (["--lang=en", "check"], "en"),
        (["check", "--lang"], "zh-CN"),
        (["--lang", "fr"], "zh-CN"),
    ],
)
def test_language_of_arguments(words: list[str], lang: str) -> None:
    assert chosen_language(words) == lang


def test_language_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGAN_LANG", "en")
    assert chosen_language(["check"]) == "en"
    assert chosen_language(["--lang", "zh-CN", "check"]) == "zh-CN"


def test_chinese_is_the_default() -> None:
    done = CliRunner().invoke(main.cli, ["no-such-command"])
    assert done.exit_code == 2
    assert "没有这个命令" in done.output


def test_both_languages_in_one_process(dangan: Run) -> None:
    assert "用法" in dangan("check", "--help", lang="zh-CN").output
    assert "Usage" in dangan("check", "--help", lang="en").output


def test_no_archive_here_is_a_setup_error(dangan: Run, tmp_path: Path) -> None:
    done = dangan("--root", str(tmp_path), "check")
    assert done.exit_code == 3
    assert "records/holding.yaml is missing" in done.output
    assert "fix: " in done.output


def test_setup_error_shows_its_way() -> None:
    error = SetupError("it is broken", context=("pack", "rule"), hint="mend it")
    done = CliRunner().invoke(failing(error), ["--lang", "en", "fails"])
    assert done.exit_code == 3
    assert "set-up broken: pack → rule → it is broken\n  fix: mend it" in done.output


def test_crash_is_pasteable_and_quotes_nothing() -> None:
    error = KeyError(CANARY)
    words = ["--lang", "en", "fails", "--set", f"title={CANARY}"]
    done = CliRunner().invoke(failing(error), words)
    assert done.exit_code == 70
    assert "error: builtins.KeyError" in done.output
    assert CANARY not in done.output


def test_crash_names_no_folder_of_the_machine() -> None:
    try:
        Path("/no/such/file").read_bytes()
    except OSError as error:
        text = crash.report(error, [], str)
    assert "/no/such" not in text
    assert "test_main.py" in text
    assert all(not line.startswith("  /") for line in text.splitlines())


def test_debug_shows_the_text_of_the_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DANGAN_DEBUG", "1")
    assert CANARY in crash.report(ValueError(CANARY), [], str)


def test_missing_part_does_not_break_help(
    monkeypatch: pytest.MonkeyPatch, dangan: Run
) -> None:
    table = {**main.COMMANDS, "absent": "dangan.cli.no_such_module"}
    monkeypatch.setattr(main, "COMMANDS", table)
    done = dangan("--help")
    assert done.exit_code == 0
    assert "absent" not in done.output


def test_root_is_found_from_below(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "records/item").mkdir(parents=True)
    (tmp_path / "records/holding.yaml").touch()
    monkeypatch.chdir(tmp_path / "records/item")
    assert Invocation().root == tmp_path.resolve()


def test_today_is_the_option_then_the_holding_then_the_clock() -> None:
    day = datetime.date(2026, 12, 31)
    demo = holding(as_of="2026-06-30")
    assert Invocation().today(demo, day) == day
    assert Invocation().today(demo) == datetime.date(2026, 6, 30)
    assert abs(Invocation().today(holding()) - datetime.datetime.now().date()) <= (  # noqa: DTZ005
        datetime.timedelta(days=1)
    )


@pytest.mark.parametrize("said", ["2026-13-01", "20260101", "yesterday"])
def test_day_is_written_in_one_way(said: str, dangan: Run) -> None:
    done = dangan("check", "--as-of", said)
    assert done.exit_code == 2
    assert "YYYY-MM-DD" in done.output


@pytest.mark.parametrize(
    "words",
    [
        ("--lang", "en", "checks", "show", "R303"),
        ("checks", "--lang", "en", "show", "R303"),
        ("checks", "show", "R303", "--lang", "en"),
        ("checks", "show", "R303", "--lang=en"),
    ],
)
def test_the_language_may_stand_anywhere(dangan, words):
    result = dangan(*words, lang="zh-CN")
    assert result.exit_code == 0, result.output
    assert "The date that starts the retention period is missing" in result.stdout
