"""``dangan new``: a draft from answers, from options, or from rows of a workbook."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dangan.cli.context import Invocation, format_option, pass_invocation
from dangan.cli.draft_report import DraftReport
from dangan.cli.form import Form
from dangan.cli.i18n import _, examples
from dangan.model.json import Pointer, dotted, lookup, pointer
from dangan.model.message import M
from dangan.model.ulid import ulids
from dangan.schema.draft import GIVEN, asked, put
from dangan.schema.drafttext import words
from dangan.schema.nearest import nearest

#: Bits of chance in an id, one fewer than there is room for.
_CHANCE = 79


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options of one run say."""

    settings: tuple[str, ...]
    source: Path | None
    template: Path | None
    assign: bool
    ask: bool
    every: bool
    dry_run: bool
    form: str


@click.command(
    "new",
    help=_(
        "Begin a record of a TYPE as a draft.\n\nIn a terminal it asks for the usual"
        " fields; otherwise --set gives them. The draft lies below"
        " records/TYPE/_drafts, has an id and no number, and explains its fields in"
        " comments. --template writes a workbook to fill in, --from reads one: all of"
        " its rows or none."
    ),
    epilog=examples(
        ("dangan new item", _("asks for the usual fields")),
        (
            "dangan new item --set title=年度营销规划 --set formed_on=2026-03-18",
            _("asks nothing"),
        ),
        ("dangan new contract --template contracts.xlsx", _("a workbook to fill in")),
        ("dangan new contract --from contracts.xlsx --dry-run", _("checks its rows")),
    ),
)
@click.argument("name", metavar="TYPE")
@click.option(
    "--set",
    "settings",
    multiple=True,
    metavar="FIELD=VALUE",
    help=_("Value of a field, by code or label; may be given again."),
)
@click.option(
    "--from",
    "source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    help=_("Make a draft of every row of a filled-in template."),
)
@click.option(
    "--template",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE.xlsx",
    help=_("Write the template of the type and stop."),
)
@click.option("--assign", is_flag=True, help=_("Give the numbers in the same step."))
@click.option(
    "--ask/--no-ask",
    default=None,
    help=_("Ask for fields, or never ask; otherwise a terminal is asked."),
)
@click.option("--all", "every", is_flag=True, help=_("All fields, not the usual ones."))
@click.option("--dry-run", is_flag=True, help=_("Check and show, write nothing."))
@format_option()
@pass_invocation
def command(
    invocation: Invocation, /, *, name: str, ask: bool | None, **wishes: Any
) -> None:
    """Collect the drafts, refuse them all where one is wrong, write them."""
    is_asking = sys.stdin.isatty() if ask is None else ask
    wish = Wishes(ask=is_asking, **wishes)
    space = invocation.open()
    form = Form(space, _type(invocation, space.types, name), invocation.lang)
    if wish.template:
        _write_template(invocation, form, wish, wish.template)
        return
    ids = ulids(invocation.milliseconds(space.holding), secrets.randbits(_CHANCE))
    report = DraftReport(invocation, wish.form == "json", wish.dry_run)
    drafts = _drafts(invocation, form, wish, ids, report)
    if drafts is None:
        click.get_current_context().exit(1)
    _finish(form, wish, report, tuple(map(form.with_level, drafts)))


def _type(invocation: Invocation, types: Mapping[str, Any], name: str) -> Any:
    """Return the record type; only types with a folder have drafts."""
    known = {kind for kind, one in types.items() if one.data.get("folder")}
    if name in known:
        return types[name]
    labels = {label: kind for kind in known for label in types[kind].label.values()}
    if name in labels:
        return types[labels[name]]
    meant = nearest(name, known)
    if meant:
        text = M(
            "no record type is called {name}; is {meant} meant?", name=name, meant=meant
        )
    else:
        text = M(
            "no record type is called {name}; there are: {known}",
            name=name,
            known=tuple(sorted(known)),
        )
    raise click.UsageError(invocation.text(text))


def _drafts(
    invocation: Invocation,
    form: Form,
    wish: Wishes,
    ids: Iterator[str],
    report: DraftReport,
) -> tuple[dict[str, Any], ...] | None:
    """Return the drafts, or None after saying what is wrong with them."""
    if wish.source:
        from dangan.cli.rows import read_rows

        drafts, faults = read_rows(form, wish.source, ids)
        if faults:
            report.faults([(fault.place, fault.problem) for fault in faults])
        return None if faults else drafts
    data, known = _given(invocation, form, wish, form.begin(next(ids)))
    if wish.ask:
        from dangan.cli.asking import Asking

        data = Asking(invocation, form).fill(data, _offered(form, wish), known)
    found = form.problems(data)
    if found:
        report.faults([(None, problem) for problem in found])
    return None if found else (data,)


def _offered(form: Form, wish: Wishes) -> tuple[Pointer, ...]:
    return asked(form.type, every=wish.every)


def _given(
    invocation: Invocation, form: Form, wish: Wishes, data: dict[str, Any]
) -> tuple[dict[str, Any], frozenset[Pointer]]:
    """Return the record with what ``--set`` says, and which fields that were."""
    known: set[Pointer] = set()
    for setting in wish.settings:
        name, sign, text = setting.partition("=")
        route = pointer(name.strip())
        if not sign or form.type.field(route) is None or route[0] in GIVEN:
            raise click.UsageError(_no_field(invocation, form, name, sign))
        value = form.read(route, text, data)
        if isinstance(value, list) and route in known:
            value = [*lookup(data, route, []), *value]
        data = _put(invocation, data, route, value)
        known.add(route)
    return data, frozenset(known)


def _put(
    invocation: Invocation, data: dict[str, Any], route: Pointer, value: Any
) -> dict[str, Any]:
    try:
        return put(data, route, value)
    except LookupError:
        text = M("{field} cannot be set before what it stands in", field=dotted(route))
        raise click.UsageError(invocation.text(text)) from None


def _no_field(invocation: Invocation, form: Form, name: str, sign: str) -> str:
    if not sign:
        text = M("--set {name}: write FIELD=VALUE", name=name)
        return invocation.text(text)
    if pointer(name)[:1] in {(given,) for given in GIVEN}:
        text = M("--set {name}: the program gives this field", name=name)
        return invocation.text(text)
    names = {dotted(tuple(s for s in route if s != "*")) for route in form.type.fields}
    meant = nearest(name, names)
    if meant:
        text = M("--set {name}: is {meant} meant?", name=name, meant=meant)
    else:
        text = M("--set {name}: there is no such field", name=name)
    return invocation.text(text)


def _write_template(
    invocation: Invocation, form: Form, wish: Wishes, target: Path
) -> None:
    from dangan.cli.rows import columns
    from dangan.repo.write import write_bytes
    from dangan.report.xlsx_template import template

    title = words(form.type.label, form.lang)
    content = template(columns(form, every=wish.every), title)
    if not wish.dry_run:
        write_bytes(target, content)
    invocation.say(M("template written: {path}", path=target))


def _finish(
    form: Form, wish: Wishes, report: DraftReport, drafts: tuple[dict[str, Any], ...]
) -> None:
    """Write the drafts and say what comes next."""
    title = M("Draft of {type}; dangan assign gives the number", type=form.type.label)
    heading = report.invocation.text(title)
    offered = _offered(form, wish)
    files = {form.path(data): form.text(data, offered, heading) for data in drafts}
    if wish.assign:
        _assign(wish, report, files)
        return
    if not wish.dry_run:
        _write(form, files)
    rows = [
        {
            "path": form.path(data),
            "id": data["id"],
            "missing": [dotted(route) for route in form.missing(data)],
        }
        for data in drafts
    ]
    report.drafts(rows, files)


def _assign(wish: Wishes, report: DraftReport, files: Mapping[str, str]) -> None:
    """Number what is not written yet; where that is refused, nothing is written."""
    from dangan.cli.assign import Numbering

    is_json = wish.form == "json"
    run = Numbering(report.invocation, files, is_json=is_json, is_dry=wish.dry_run)
    run.assign(tuple(files))


def _write(form: Form, files: Mapping[str, str]) -> None:
    from dangan.repo.write import Transaction

    with Transaction(form.space.root) as change:
        for path, text in files.items():
            change.write(path, text)
