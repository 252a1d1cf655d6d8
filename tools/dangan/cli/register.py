"""``dangan register``: registers as they stand on a day."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangan.cli.context import Invocation, as_of_option, format_option, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.cli.selecting import condition_of
from dangan.model.message import M
from dangan.model.table import Column, Table

if TYPE_CHECKING:
    from dangan.workspace import Workspace
    from dangan.workspace.registry import Kept, Office, Selection

#: What lists the registers instead of naming one.
LIST = "list"
_PRIVATE = 0o600


@click.command(
    "register",
    help=_(
        "Print registers: catalogue, loans, missing materials, statistics…\n\nNAME is"
        " one of dangan register list. Contact and private data are left out unless"
        " --with-personal is given, which writes only where git does not look."
    ),
    epilog=examples(
        ("dangan register list", _("which registers there are")),
        ("dangan register catalogue --department sales", _("of one department")),
        ("dangan register loan-register --for class=HT-GX", _("some records only")),
        ("dangan register overdue --why", _("with the reasons of each value")),
        (
            "dangan register catalogue missing --format xlsx --out build/all.xlsx",
            _("a workbook with two sheets"),
        ),
    ),
)
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option(
    "--for",
    "conditions",
    multiple=True,
    metavar="FIELD=VALUE",
    help=_("Only records with this value; {…} is a condition as in packs."),
)
@click.option("--department", default="", help=_("Only records of this department."))
@click.option("--audience", default="", help=_("As these readers may see them."))
@click.option("--with-personal", is_flag=True, help=_("Show personal data, too."))
@click.option("--why", is_flag=True, help=_("Give the reasons."))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=_("File to write; otherwise it is printed."),
)
@as_of_option
@format_option("text", "md", "csv", "json", "xlsx")
@pass_invocation
def command(
    invocation: Invocation,
    *,
    names: tuple[str, ...],
    conditions: tuple[str, ...],
    department: str,
    audience: str,
    with_personal: bool,
    why: bool,
    out: Path | None,
    as_of: datetime.date | None,
    form: str,
) -> None:
    """Print one or several registers; exit code 0 whether or not they are empty."""
    _refuse(invocation, form, out, with_personal=with_personal, audience=audience)
    from dangan.workspace.registry import Selection

    space = invocation.open()
    day = invocation.today(space.holding, as_of)
    known = space.holding.entries("departments")
    if department and department not in known:
        text = M(
            "holding.yaml has no {name} among {list}",
            name=department,
            list="departments",
        )
        raise click.UsageError(invocation.text(text))
    selection = Selection(condition_of(invocation, conditions), department)
    desk = _office(space, selection, audience, with_personal=with_personal)
    tables = _tables(invocation, desk, names or (LIST,), day)
    _write(invocation, tables, form, out, why=why, private=with_personal)


def _refuse(
    invocation: Invocation,
    form: str,
    out: Path | None,
    *,
    with_personal: bool,
    audience: str,
) -> None:
    from dangan.repo.ignored import is_ignored

    fault = None
    if form == "xlsx" and out is None:
        fault = M("a workbook needs a file: add --out FILE.xlsx")
    elif with_personal and audience:
        fault = M("an audience never sees contact or private data")
    elif with_personal and (out is None or not is_ignored(out)):
        fault = M("personal data go only into a file that git ignores: --out private/…")
    if fault:
        raise click.UsageError(invocation.text(fault))


def _office(
    space: Workspace, selection: Selection, audience: str, *, with_personal: bool
) -> Office:
    from dangan.site.audience import DUTY, Audience, find_audience
    from dangan.site.public import publish
    from dangan.workspace.registry import office

    shown = {DUTY, "contact", "private"} if with_personal else {DUTY}
    readers = (
        find_audience(space.holding, audience)
        if audience
        else Audience("", levels=None, personal=frozenset(shown))
    )
    seen = publish(space, readers).archive
    return office(space, seen, selection=selection)


def _tables(
    invocation: Invocation, desk: Office, names: tuple[str, ...], day: datetime.date
) -> list[Table]:
    from dangan.workspace.registry import shelf

    kept = shelf(desk)
    if names == (LIST,):
        return [_listed(kept.values(), day)]
    unknown = next((name for name in names if name not in kept), None)
    if unknown is not None:
        text = M("there is no register {name}: dangan register list", name=unknown)
        raise click.UsageError(invocation.text(text))
    return [kept[name].table(desk, day) for name in names]


def _listed(found: Iterable[Kept], day: datetime.date) -> Table:
    columns = (
        Column("name", M("Name")),
        Column("title", M("Title")),
        Column("kind", M("Kind")),
        Column("clauses", M("Clauses")),
    )
    rows = tuple((k.name, k.title, k.register.name, k.rule.clauses) for k in found)
    return Table("registers", M("Registers"), columns, rows, day.isoformat())


def _write(
    invocation: Invocation,
    tables: list[Table],
    form: str,
    out: Path | None,
    *,
    why: bool,
    private: bool,
) -> None:
    from dangan.report.tables import explained, table_as, workbook

    lang = invocation.lang
    if form == "xlsx":
        content = workbook(tables, lang)
    else:
        texts = (
            explained(one, lang)
            if why and form == "text"
            else table_as(one, form, lang)
            for one in tables
        )
        content = "\n".join(texts).encode()
    if out is None:
        click.echo(content.decode(), nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    out.touch(mode=_PRIVATE if private else 0o644)
    if private:
        out.chmod(_PRIVATE)
    out.write_bytes(content)
    rows = sum(len(one.rows) for one in tables)
    invocation.warn(M("{file}: {count} rows", file=out.name, count=rows))
