"""``dangan assign``: give drafts their numbers, or hold numbers back."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import (
    Invocation,
    as_of_option,
    format_option,
    pass_invocation,
)
from dangan.cli.i18n import _, examples
from dangan.model.json import dotted
from dangan.model.message import M, Message
from dangan.model.ulid import ulids

if TYPE_CHECKING:
    import datetime

    from dangan.model.finding import Draft, Finding
    from dangan.workspace import Workspace
    from dangan.workspace.assign import Outcome
    from dangan.workspace.reserve import Reserved

#: Bits of chance in an id, one fewer than there is room for.
_CHANCE = 79


@click.command(
    "assign",
    help=_(
        "Give drafts their numbers: the highest of the series plus one.\n\nA draft"
        " moves from _drafts to the path of its number, in canonical form. All"
        " drafts get their numbers or none does, and none where the gate finds an error"
        " in the numbered record; what has a number keeps it, so running it again"
        " does nothing. With --reserve N, the arguments are"
        " beginnings of numbers (MK-2021) of which N are held back by new drafts."
    ),
    epilog=examples(
        (
            "dangan assign records/item/_drafts/01JD8QZ5M3K7T9W2X4Y6Z8A0BC.yaml",
            _("one draft"),
        ),
        ("dangan assign --all --dry-run", _("shows the numbers that would be given")),
        ("dangan assign --all --stage", _("and puts the moves into git's index")),
        ("dangan assign --reserve 20 MK-2026", _("twenty numbers for labels")),
    ),
)
@click.argument("names", nargs=-1, metavar="[DRAFT | SERIES]...")
@click.option("--all", "every", is_flag=True, help=_("All drafts of the archive."))
@click.option("--dry-run", is_flag=True, help=_("Show, write nothing."))
@click.option("--stage", is_flag=True, help=_("Stage the moves, as git mv does."))
@click.option(
    "--by",
    metavar="PERSON",
    help=_("Who gives the numbers; otherwise the person whose e-mail git knows."),
)
@click.option(
    "--reserve",
    type=click.IntRange(1, 1000),
    metavar="N",
    help=_("Hold N numbers of each SERIES back."),
)
@click.option("--type", "kind", metavar="TYPE", help=_("Type of what is held back."))
@as_of_option
@format_option()
@pass_invocation
def command(
    invocation: Invocation,
    *,
    names: tuple[str, ...],
    every: bool,
    dry_run: bool,
    stage: bool,
    by: str | None,
    reserve: int | None,
    kind: str | None,
    as_of: datetime.date | None,
    form: str,
) -> None:
    """Number the drafts; exit code 1 where something stands in the way."""
    if every == bool(names):
        text = _("name drafts (or series, with --reserve), or give --all")
        raise click.UsageError(invocation.text(text))
    run = Numbering(invocation, is_json=form == "json", is_dry=dry_run)
    if reserve:
        run.reserve(names, reserve, kind or "")
    else:
        run.assign(names, every=every, by=by, as_of=as_of, stage=stage)


class Numbering:
    """One run of the command."""

    def __init__(
        self,
        invocation: Invocation,
        fresh: Mapping[str, str] | None = None,
        *,
        is_json: bool,
        is_dry: bool,
    ) -> None:
        """Take the run; ``fresh`` holds path → text of drafts not written yet."""
        self.invocation, self.fresh = invocation, fresh or {}
        self.is_json, self.is_dry = is_json, is_dry
        self.root = invocation.root

    def assign(
        self,
        names: tuple[str, ...],
        *,
        every: bool = False,
        by: str | None = None,
        as_of: datetime.date | None = None,
        stage: bool = False,
    ) -> None:
        """Number drafts and say how it went; exit code 1 where it was refused."""
        from dangan.workspace import assign as work

        space = self.invocation.open()
        day = self.invocation.today(space.holding, as_of)
        who = self._person(space, by)
        paths = tuple(map(self._below, names))
        order = work.Order(paths, every, day, who, self.fresh)
        outcome = work.assign(self.root, order, dry_run=self.is_dry, stage=stage)
        self._show(outcome)
        if outcome.refused:
            raise SystemExit(1)

    def reserve(self, names: tuple[str, ...], count: int, kind: str) -> None:
        """Hold numbers back and list them."""
        from dangan.workspace.reserve import Wanted, reserve

        space = self.invocation.open()
        moment = self.invocation.milliseconds(space.holding)
        ids = ulids(moment, secrets.randbits(_CHANCE))
        for name in names:
            wanted = Wanted(name, count, kind)
            found = reserve(self.root, wanted, ids, dry_run=self.is_dry)
            if isinstance(found, Message):
                self.invocation.warn(found)
                raise SystemExit(1)
            self._show_reserved(found)

    def _below(self, name: str) -> str:
        """Return a path as the archive names it, whatever the current folder."""
        path = Path(name)
        if not path.exists():
            return name
        whole = path.resolve()
        root = self.root.resolve()
        return (
            whole.relative_to(root).as_posix() if whole.is_relative_to(root) else name
        )

    def _person(self, space: Workspace, by: str | None) -> str:
        """Return the id of who gives the numbers, or nothing where nobody fits."""
        people = space.holding.entries("people")
        if by is not None:
            if by not in people:
                text = M("holding.yaml lists no person {name}", name=by)
                raise click.UsageError(self.invocation.text(text))
            return by
        from dangan.repo.git import author

        _name, email = author(self.root)
        fits = (
            id_ for id_, row in people.items() if email and row.get("email") == email
        )
        return next(fits, "")

    def _show(self, outcome: Outcome) -> None:
        if self.is_json:
            _print_json(_as_json(outcome, self.invocation))
            return
        for problem in outcome.problems:
            self._warn(problem)
        self._show_findings(outcome)
        if outcome.refused:
            self.invocation.warn(_("no number was given; nothing was written"))
            return
        for one in outcome.assigned:
            click.echo(f"{one.number}  {one.path}")
        for path in outcome.unchanged:
            self.invocation.say(M("has its number already: {path}", path=path))
        if not outcome.assigned:
            self.invocation.say(_("there was nothing to number"))
        elif self.is_dry:
            self.invocation.say(_("nothing was written"))

    def _show_findings(self, outcome: Outcome) -> None:
        from dangan.report.text import block

        for found in outcome.findings:
            text = block(found, outcome.source, self.invocation.lang)
            click.echo(text, err=True)

    def _warn(self, problem: Draft) -> None:
        place = problem.place
        where = ": ".join(filter(None, (place.path, dotted(place.pointer))))
        click.echo(f"{where}: {self.invocation.text(problem.message)}", err=True)
        if problem.hint:
            fix = self.invocation.text(_("fix"))
            click.echo(f"    {fix}: {self.invocation.text(problem.hint)}", err=True)

    def _show_reserved(self, found: Iterable[Reserved]) -> None:
        if self.is_json:
            rows = [{"number": one.number, "path": one.path} for one in found]
            _print_json({"reserved": rows})
            return
        for one in found:
            click.echo(f"{one.number}  {one.path}")
        if self.is_dry:
            self.invocation.say(_("nothing was written"))


def _as_json(outcome: Outcome, invocation: Invocation) -> dict[str, Any]:
    return {
        "assigned": [
            {"number": one.number, "draft": one.draft, "path": one.path}
            for one in (() if outcome.refused else outcome.assigned)
        ],
        "unchanged": list(outcome.unchanged),
        "problems": [
            {
                "path": problem.place.path,
                "field": dotted(problem.place.pointer),
                "message": invocation.text(problem.message),
                "hint": invocation.text(problem.hint) if problem.hint else "",
                "clauses": list(problem.clauses),
            }
            for problem in outcome.problems
        ],
        "findings": [_finding(found, invocation) for found in outcome.findings],
    }


def _finding(found: Finding, invocation: Invocation) -> dict[str, Any]:
    return {
        "path": found.path,
        "field": dotted(found.pointer),
        "code": found.code,
        "severity": found.severity.name.lower(),
        "message": invocation.text(found.message),
        "hint": invocation.text(found.hint) if found.hint else "",
        "clauses": list(found.clauses),
    }


def _print_json(value: dict[str, Any]) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
