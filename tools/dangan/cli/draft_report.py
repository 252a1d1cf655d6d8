"""What ``dangan new`` says at its end: faults, or drafts and the next commands."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import click

from dangan.cli.context import Invocation
from dangan.cli.i18n import _
from dangan.model.json import dotted
from dangan.model.message import M, Message
from dangan.model.problem import Problem


@dataclass(frozen=True, slots=True)
class DraftReport:
    """Prints for people or as JSON."""

    invocation: Invocation
    is_json: bool
    is_dry: bool

    def faults(self, faults: Iterable[tuple[Message | None, Problem]]) -> None:
        """Print what is wrong, each with its place in a workbook if it has one."""
        rows = [self._fault(place, problem) for place, problem in faults]
        if self.is_json:
            self._json({"drafts": [], "problems": rows})
            return
        for row in rows:
            place = f"{row['place']}: " if row["place"] else ""
            click.echo(f"{place}{row['message']}", err=True)
            if row["hint"]:
                fix = self.invocation.text(_("fix"))
                click.echo(f"    {fix}: {row['hint']}", err=True)
        text = M("{count} problems; nothing was written", count=len(rows))
        self.invocation.warn(text)

    def drafts(self, rows: list[dict[str, Any]], texts: Mapping[str, str]) -> None:
        """Print the drafts: ``path``, ``id`` and ``missing`` fields of each.

        ``texts`` (path → text) are printed where nothing was written.
        """
        if self.is_json:
            self._json({"drafts": rows, "problems": []})
            return
        for row in rows:
            click.echo(row["path"])
            if row["missing"]:
                fields = tuple(row["missing"])
                self.invocation.say(M("  still to fill in: {fields}", fields=fields))
        if self.is_dry:
            for text in texts.values():
                click.echo(text, nl=False)
            self.invocation.say(_("nothing was written"))
            return
        self._next(rows[0]["path"])

    def _next(self, path: str) -> None:
        self.invocation.say(_("next:"))
        click.echo(f"  dangan check {path}")
        click.echo(f"  dangan assign {path}")

    def _fault(self, place: Message | None, problem: Problem) -> dict[str, str]:
        draft, text = problem.draft, self.invocation.text
        return {
            "place": text(place) if place else "",
            "field": dotted(draft.place.pointer),
            "message": text(draft.message),
            "hint": text(draft.hint) if draft.hint else "",
        }

    def _json(self, value: Mapping[str, Any]) -> None:
        click.echo(json.dumps(value, ensure_ascii=False, indent=2))
