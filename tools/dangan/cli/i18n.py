"""The language of the command line: help texts of commands and of click itself.

Help texts are English literals inside ``_()``; they become text of a language
only when a command is about to run, so one process can serve several.
Messages of the other layers go through ``report.i18n``.
"""

from __future__ import annotations

import copy
import gettext
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

from dangan.cli.wide import WideContext
from dangan.report.i18n import DOMAIN, LOCALES, translator

#: Languages a user can ask for; the first is the default.
LANGUAGES = ("zh-CN", "en")
#: Environment variable that names the language.
VARIABLE = "DANGAN_LANG"

Translate = Callable[[str], str]


def _(text: str) -> str:
    """Mark a literal for translation; it stays English until a command runs."""
    return text


class Examples(str):
    """The end of a command's help: command lines, each with what it does."""

    __slots__ = ("rows",)
    rows: tuple[tuple[str, str], ...]


def examples(*rows: tuple[str, str]) -> Examples:
    """Lay out examples for ``epilog=``.

    Args:
        rows: command line without prompt, and ``_("what it does")``.
    """
    text = Examples(_layout(rows, str))
    text.rows = rows
    return text


def _layout(rows: Sequence[tuple[str, str]], translate: Translate) -> str:
    lines = ["\b", translate("Examples:")]
    for line, meaning in rows:
        lines += [f"  $ {line}", f"      {translate(meaning)}"]
    return "\n".join(lines)


def chosen_language(args: Sequence[str]) -> str:
    """Return ``--lang`` from anywhere in the arguments, or DANGAN_LANG, or Chinese.

    Looked up before the arguments are parsed, because even the message about a
    wrong argument is written in that language. An unknown one counts as none.
    """
    said = [os.environ.get(VARIABLE, "")]
    for index, word in enumerate(args):
        if word == "--lang":
            said += args[index + 1 : index + 2]
        elif word.startswith("--lang="):
            said.append(word.partition("=")[2])
    return next((lang for lang in reversed(said) if lang in LANGUAGES), LANGUAGES[0])


def language_first(args: Sequence[str]) -> list[str]:
    """Return the arguments with ``--lang`` in front, wherever it was written.

    What follows ``--`` stays; so does a ``--lang`` that names no language of ours.
    """
    end = args.index("--") if "--" in args else len(args)
    front: list[str] = []
    rest: list[str] = []
    words = iter(args[:end])
    for word in words:
        value = next(words, "") if word == "--lang" else word.partition("=")[2]
        is_ours = word.partition("=")[0] == "--lang" and value in LANGUAGES
        written = [word, value] if word == "--lang" and value else [word]
        (front if is_ours else rest).extend(written)
    return [*front, *rest, *args[end:]]


@contextmanager
def speaking(lang: str) -> Iterator[Translate]:
    """Make click speak a language; it asks the standard library's default domain."""
    before = os.environ.get("LANGUAGE"), gettext.textdomain()
    os.environ["LANGUAGE"] = lang.replace("-", "_")
    gettext.bindtextdomain(DOMAIN, str(LOCALES))
    gettext.textdomain(DOMAIN)
    try:
        yield translator(lang)
    finally:
        gettext.textdomain(before[1])
        os.environ.pop("LANGUAGE")
        if before[0] is not None:
            os.environ["LANGUAGE"] = before[0]


def translated(command: click.Command, translate: Translate) -> click.Command:
    """Return a copy of a command with its help in another language."""
    twin = copy.copy(command)
    twin.context_class = WideContext
    twin.help = _text(command.help, translate)
    twin.epilog = _text(command.epilog, translate)
    if twin.help and not command.short_help:
        twin.short_help = twin.help.strip().partition("\n\n")[0].replace("\n", " ")
    twin.params = [_parameter(one, translate) for one in command.params]
    if isinstance(twin, click.Group) and isinstance(command, click.Group):
        twin.commands = {
            name: translated(one, translate) for name, one in command.commands.items()
        }
    return twin


def _text(text: str | None, translate: Translate) -> str | None:
    if isinstance(text, Examples):
        return _layout(text.rows, translate)
    return translate(text) if text else text


def _parameter(parameter: click.Parameter, translate: Translate) -> click.Parameter:
    if not isinstance(parameter, click.Option):
        return parameter
    twin = copy.copy(parameter)
    twin.help = _text(parameter.help, translate)
    if isinstance(parameter.prompt, str):
        twin.prompt = _text(parameter.prompt, translate)
    return twin
