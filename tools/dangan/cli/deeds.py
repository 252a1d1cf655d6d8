"""What commands that change records have in common: options, refusals, messages."""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from dangan.cli.context import Invocation, as_of_option
from dangan.cli.i18n import _
from dangan.model.message import M

if TYPE_CHECKING:
    import datetime

    from dangan.model.finding import Draft, Finding
    from dangan.workspace import Workspace
    from dangan.workspace.acting import Outcome, Plan, Scene

F = TypeVar("F", bound=Callable[..., Any])
#: Bits of chance in an id, one fewer than there is room for.
_CHANCE = 79


def deed_options(function: F) -> F:
    """Add ``--by``, ``--as-of``, ``--dry-run``, ``--commit`` to a command."""
    options = (
        click.option(
            "--by",
            metavar="PERSON",
            help=_("Who does it; otherwise the person whose e-mail git knows."),
        ),
        as_of_option,
        click.option(
            "--dry-run", is_flag=True, help=_("Show the change, write nothing.")
        ),
        click.option(
            "--commit", "commits", is_flag=True, help=_("Commit the change too.")
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


class Deed:
    """One run of a command that changes records."""

    def __init__(
        self,
        invocation: Invocation,
        *,
        by: str | None,
        as_of: datetime.date | None,
        dry_run: bool,
        commits: bool,
    ) -> None:
        """Take the options that ``deed_options`` adds."""
        self.invocation = invocation
        self.root = invocation.root
        self._by, self._as_of = by, as_of
        self._is_dry, self._commits = dry_run, commits

    def do(self, plan: Plan) -> Outcome:
        """Plan, verify, write; exit with 1 where something stands in the way."""
        from dangan.workspace import acting

        space = self.invocation.open()
        outcome = acting.perform(
            self.root, plan, self.scene(space), dry_run=self._is_dry
        )
        if not outcome.done or outcome.act is None:
            self._refuse(outcome)
            raise SystemExit(1)
        if self._is_dry:
            click.echo(outcome.diff, nl=False)
            self.invocation.warn(_("nothing was written"))
            return outcome
        for change in outcome.act.changes:
            click.echo(change.path)
        if self._commits:
            click.echo(acting.commit(self.root, outcome.act)[:12])
        else:
            text = M("commit message: {message}", message=outcome.act.message)
            self.invocation.say(text)
        return outcome

    def scene(self, space: Workspace) -> Scene:
        """Return day, person and ids."""
        from dangan.model.ulid import ulids
        from dangan.workspace.acting import Scene

        moment = self.invocation.milliseconds(space.holding)
        ids = ulids(moment, secrets.randbits(_CHANCE))
        return Scene(self.day(space), self.person(space), ids)

    def day(self, space: Workspace) -> datetime.date:
        """Return the day that counts."""
        return self.invocation.today(space.holding, self._as_of)

    def person(self, space: Workspace) -> str:
        """Return the id of who acts: ``--by``, or whose e-mail git knows."""
        people = space.holding.entries("people")
        if self._by is not None:
            if self._by not in people:
                text = M("holding.yaml lists no person {name}", name=self._by)
                raise click.UsageError(self.invocation.text(text))
            return self._by
        from dangan.repo.git import author

        email = author(self.root)[1]
        rows = people.items()
        return next((i for i, row in rows if email and row.get("email") == email), "")

    def _refuse(self, outcome: Outcome) -> None:
        for draft in outcome.problems:
            self._problem(draft)
        for finding in outcome.findings:
            self._finding(finding)
        self.invocation.warn(_("nothing was written"))

    def _problem(self, draft: Draft) -> None:
        told = self.invocation.text
        click.echo(f"{draft.place.path}: {told(draft.message)}", err=True)
        self._explain(draft.hint, draft.clauses)

    def _finding(self, found: Finding) -> None:
        told = self.invocation.text
        where = f"{found.path}:{found.position.line}:{found.position.column}"
        click.echo(f"{where}: {found.code}: {told(found.message)}", err=True)
        self._explain(found.hint, found.clauses)

    def _explain(self, hint: Any, clauses: tuple[str, ...]) -> None:
        told = self.invocation.text
        if hint:
            click.echo(f"    {told(_('fix'))}: {told(hint)}", err=True)
        if clauses:
            text = M("clause {clauses}", clauses=", ".join(clauses))
            click.echo(f"    {told(text)}", err=True)


def print_json(value: Any) -> None:
    """Print a value as JSON."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
