"""The options that every act of a clerk has, and what they say."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from dangan.cli.context import F, as_of_option, format_option
from dangan.cli.i18n import _


def acting_options(function: F) -> F:
    """Add the options that every act has."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


def plain_options(function: F) -> F:
    """Add the options of an act that takes one step: who, when, shown or written."""
    for option in reversed(_OPTIONS[3:]):
        function = option(function)
    return function


_OPTIONS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--approved-by",
        "approvers",
        multiple=True,
        metavar="PERSON",
        help=_("Who approved; again for each approval, in their order."),
    ),
    click.option(
        "--step",
        "steps",
        multiple=True,
        metavar="STEP=PERSON",
        help=_("Who took another step of the process."),
    ),
    click.option(
        "--set",
        "settings",
        multiple=True,
        metavar="FIELD=VALUE",
        help=_("A field of the record, or of an event: approved.seal_seen=true."),
    ),
    click.option(
        "--by",
        metavar="PERSON",
        help=_("Who acts; otherwise the person whose e-mail git knows."),
    ),
    click.option("--dry-run", is_flag=True, help=_("Show the change, write nothing.")),
    click.option(
        "--commit", is_flag=True, help=_("Commit what was written, and nothing else.")
    ),
    as_of_option,
    format_option(),
)


@dataclass(frozen=True, slots=True)
class Said:
    """What the options of an act say."""

    approvers: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    by: str | None = None
    dry_run: bool = False
    commit: bool = False
    as_of: datetime.date | None = None
    form: str = "text"
