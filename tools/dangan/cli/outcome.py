"""Tell what became of an act: what was written, or why it was refused."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.act_options import Said
from dangan.cli.context import Invocation
from dangan.cli.i18n import _
from dangan.model.message import M, Message

if TYPE_CHECKING:
    from dangan.model.finding import Draft, Finding
    from dangan.workspace.acting import Act, Outcome


def tell(invocation: Invocation, said: Said, outcome: Outcome) -> None:
    """Commit where that is wished, and print the result as text or JSON."""
    act = outcome.act if outcome.done else None
    if act and said.commit and not said.dry_run:
        from dangan.workspace.acting import commit

        commit(invocation.root, act)
    if said.form == "json":
        data = _as_json(invocation, said, outcome)
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    for problem in outcome.problems:
        _warn(invocation, problem.message, problem)
    for found in outcome.findings:
        named = M("{code}: {fact}", code=found.code, fact=found.message)
        _warn(invocation, named, found)
    if act is None:
        invocation.warn(_("nothing was written"))
    else:
        _finish(invocation, said, act, outcome.diff)


def _finish(invocation: Invocation, said: Said, act: Act, diff: str) -> None:
    offered = M("commit message: {message}", message=act.message)
    for note in act.notes:
        invocation.warn(M("note: {note}", note=note))
    if said.dry_run:
        click.echo(diff, nl=False)
        invocation.say(_("nothing was written"))
        invocation.say(offered)
        return
    for change in act.changes:
        click.echo(change.path)
    done = M("committed: {message}", message=act.message)
    invocation.say(done if said.commit else offered)


def _warn(invocation: Invocation, message: Message, one: Draft | Finding) -> None:
    cited = f" ({', '.join(one.clauses)})" if one.clauses else ""
    click.echo(f"{invocation.text(message)}{cited}", err=True)
    if one.hint:
        fix = invocation.text(_("fix"))
        click.echo(f"    {fix}: {invocation.text(one.hint)}", err=True)


def _as_json(invocation: Invocation, said: Said, outcome: Outcome) -> dict[str, Any]:
    act = outcome.act if outcome.done else None
    return {
        "done": outcome.done,
        "written": outcome.done and not said.dry_run,
        "numbers": list(act.numbers) if act else [],
        "paths": [change.path for change in act.changes] if act else [],
        "message": act.message if act else "",
        "notes": [invocation.text(note) for note in act.notes] if act else [],
        "diff": outcome.diff if said.dry_run else "",
        "refused": [_row(invocation, "", p.message, p) for p in outcome.problems]
        + [_row(invocation, f.code, f.message, f) for f in outcome.findings],
    }


def _row(
    invocation: Invocation, code: str, message: Message, one: Draft | Finding
) -> dict[str, Any]:
    return {
        "code": code,
        "message": invocation.text(message),
        "hint": invocation.text(one.hint) if one.hint else "",
        "clauses": list(one.clauses),
    }
