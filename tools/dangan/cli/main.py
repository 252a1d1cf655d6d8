"""The ``dangan`` command: finds the subcommand, its language, and its exit code.

0 clean · 1 findings · 2 usage · 3 set-up broken · 70 our bug.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any

import click

import dangan
from dangan.cli.context import Invocation
from dangan.cli.i18n import (
    LANGUAGES,
    VARIABLE,
    _,
    chosen_language,
    language_first,
    speaking,
    translated,
)
from dangan.model.errors import SetupError
from dangan.report.i18n import translator

#: Subcommand → module that holds it as ``command``; imported when it is needed.
COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "init": "dangan.cli.init",
        "demo": "dangan.cli.demo",
        "new": "dangan.cli.new",
        "assign": "dangan.cli.assign",
        "fmt": "dangan.cli.fmt",
        "check": "dangan.cli.check",
        "checks": "dangan.cli.checks",
        "lend": "dangan.cli.lend",
        "return": "dangan.cli.give_back",
        "renew": "dangan.cli.renew",
        "consult": "dangan.cli.consult",
        "issue": "dangan.cli.issue",
        "move": "dangan.cli.move",
        "visit": "dangan.cli.visit",
        "receipt": "dangan.cli.receipt",
        "complaint": "dangan.cli.complaint",
        "step": "dangan.cli.step",
        "hold": "dangan.cli.hold",
        "show": "dangan.cli.show",
        "why": "dangan.cli.why",
        "due": "dangan.cli.due",
        "remind": "dangan.cli.remind",
        "calendar": "dangan.cli.calendar",
        "appraise": "dangan.cli.appraise",
        "destroy": "dangan.cli.destroy",
        "stocktake": "dangan.cli.stocktake",
        "inspect": "dangan.cli.inspect",
        "transfer": "dangan.cli.transfer",
        "register": "dangan.cli.register",
        "packs": "dangan.cli.packs",
        "print": "dangan.cli.print",
        "site": "dangan.cli.site",
        "hooks": "dangan.cli.hooks",
    }
)

#: Exit codes beside 0, 1 (findings) and 2 (usage, click's own).
SETUP_BROKEN = 3
OUR_BUG = 70


class Commands(click.Group):
    """A group that imports a subcommand only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the installed subcommands, in the order of work."""
        del ctx
        return [name for name, module in COMMANDS.items() if _installed(module)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a subcommand and put its help into the chosen language."""
        module = COMMANDS.get(cmd_name)
        if module is None or not _installed(module):
            return None
        command = importlib.import_module(module).command
        return translated(command, translator(ctx.params.get("lang") or LANGUAGES[0]))

    def main(  # type: ignore[override]  # click overloads it by standalone mode
        self, args: Sequence[str] | None = None, **how: Any
    ) -> Any:
        """Run; what is not a click error becomes exit code 3 or 70."""
        words = list(sys.argv[1:] if args is None else args)
        lang = chosen_language(words)
        if not _speaks_itself(words):
            words = language_first(words)
        with speaking(lang) as translate:
            try:
                twin = translated(self, translate)
                return click.Command.main(twin, words, **how)
            except SetupError as error:
                from dangan.report.setup import set_up_broken

                click.echo(set_up_broken(error, lang), err=True)
                sys.exit(SETUP_BROKEN)
            except Exception as error:  # noqa: BLE001  the last resort of the process
                from dangan.cli.crash import report

                known = [w for w in words if w in COMMANDS or w.startswith("--")]
                click.echo(report(error, known, translate), err=True)
                sys.exit(OUR_BUG)


def _speaks_itself(words: Sequence[str]) -> bool:
    """Tell whether the subcommand has a ``--lang`` of its own."""
    name = next((word for word in words if word in COMMANDS), "")
    if "--lang" not in " ".join(words[words.index(name) :] if name else ()):
        return False
    command = importlib.import_module(COMMANDS[name]).command
    return any("--lang" in option.opts for option in command.params)


def _installed(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


@click.group(
    cls=Commands,
    help=_(
        "Archives as code: keep records as text, check them against the company's"
        " regulations, and build the catalogue."
    ),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 88},
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help=_("Folder of the archive; otherwise the nearest one above this folder."),
)
@click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    envvar=VARIABLE,
    default=LANGUAGES[0],
    show_default=True,
    is_eager=True,
    help=_("Language of messages; DANGAN_LANG says the same for good."),
)
@click.version_option(dangan.__version__, "--version", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context, root: Path | None, lang: str) -> None:
    """Hand language and folder to the subcommand."""
    ctx.obj = Invocation(lang=lang, given_root=root)


def main() -> None:
    """Run the command line of this process."""
    cli.main(prog_name="dangan")
