"""Every command tells in both languages what it does, with examples."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable, Iterator

import click
import pytest
from click.testing import Result

from dangan.cli.main import COMMANDS, cli


def tree() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield the words of every command and subcommand."""
    context = click.Context(cli, info_name="dangan")
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        yield (name,), command
        if isinstance(command, click.Group):
            yield from (((name, sub), one) for sub, one in command.commands.items())


ALL = [pytest.param(words, one, id=" ".join(words)) for words, one in tree()]
each = pytest.mark.parametrize(("words", "command"), ALL)


def test_every_command_is_installed() -> None:
    assert set(cli.list_commands(click.Context(cli))) == set(COMMANDS)


@each
@pytest.mark.parametrize("lang", ["zh-CN", "en"])
def test_help(
    words: tuple[str, ...],
    command: click.Command,
    lang: str,
    dangan: Callable[..., Result],
) -> None:
    done = dangan(*words, "--help", lang=lang)
    assert done.exit_code == 0, done.output
    said = done.output.split("\n", 2)[2]
    is_chinese = re.search(r"[\u4e00-\u9fff]", said.partition("\n\n")[0]) is not None
    assert is_chinese == (lang == "zh-CN"), f"{command.name}: wrong language"


@each
def test_examples(words: tuple[str, ...], command: click.Command) -> None:
    if isinstance(command, click.Group):
        return
    lines = re.findall(r"^ *\$ (dangan .*)$", epilog_for(words), re.MULTILINE)
    ours = [said for line in lines if set(words) <= {*(said := shlex.split(line)[1:])}]
    assert ours, f"{' '.join(words)}: no example of the command itself"
    for line in ours:
        assert _known(line), f"dangan {' '.join(line)}: no such command or option"


def epilog_for(words: tuple[str, ...]) -> str:
    """Return a command's examples, and those of the group it belongs to."""
    return "\n".join(
        one.epilog or "" for said, one in tree() if said == words[: len(said)]
    )


@each
def test_options_have_help(words: tuple[str, ...], command: click.Command) -> None:
    options = [one for one in command.params if isinstance(one, click.Option)]
    silent = [one.opts[0] for one in options if not one.help and not one.hidden]
    assert silent == [], " ".join(words)


def _known(line: list[str]) -> bool:
    """Tell whether command and options of an example exist."""
    command: click.Command = cli
    for word in line:
        if isinstance(command, click.Group) and not word.startswith("-"):
            found = command.get_command(click.Context(command), word)
            if found is not None:
                command = found
    known = {opt for one in (*cli.params, *command.params) for opt in one.opts}
    known |= {opt for one in command.params for opt in one.secondary_opts}
    said = {word.partition("=")[0] for word in line if word.startswith("--")}
    return command is not cli and said <= known | {"--help", "--version"}
