"""``dangan print``: forms as PDF, filled from records or blank."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dangan.cli.context import Invocation, as_of_option, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.cli.lookup import record_named
from dangan.cli.printing import is_special, special
from dangan.model.json import JsonObject
from dangan.model.message import M
from dangan.model.record import Record

if TYPE_CHECKING:
    from dangan.paper.bench import Bench
    from dangan.policy.policy import Policy
    from dangan.policy.printed import Form
    from dangan.workspace import Workspace

#: Folders that ignore themselves, so that nothing in them gets into git.
SHEETS, PRIVATE = "_print", "_private"


@click.command(
    "print",
    help=_(
        "Print a form as PDF: covers, spines, lists, slips, labels.\n\nFORM is a name"
        " of `dangan print --list`, in any language; NUMBER a record as for `show`."
        " Contact and private data stay blank, to be filled in by hand, unless"
        " --with-personal is given."
    ),
    epilog=examples(
        ("dangan print --list", _("the forms there are")),
        ("dangan print cover KHD2021-KF-0001", _("the cover of a volume")),
        ("dangan print labels --all", _("labels of everything")),
        ("dangan print labels --all --start 5", _("on a sheet with four labels gone")),
        ("dangan print loan-slip --blank", _("a blank form")),
        ("dangan print blank personnel", _("a blank form of any type")),
        ("dangan print flow-chart destruction", _("a process as it is drawn")),
    ),
)
@click.argument("form", metavar="FORM", required=False)
@click.argument("numbers", metavar="[NUMBER]...", nargs=-1)
@click.option("--list", "listed", is_flag=True, help=_("List the forms."))
@click.option("--blank", is_flag=True, help=_("Print it blank."))
@click.option("--all", "everything", is_flag=True, help=_("Of every record it fits."))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help=_("Where to write.")
)
@click.option(
    "--width", type=click.IntRange(0, 80), default=0, help=_("Width of spines in mm.")
)
@click.option(
    "--start",
    type=click.IntRange(1, 24),
    default=1,
    help=_("Place of the first label on a sheet of which some are used."),
)
@click.option("--with-personal", is_flag=True, help=_("Print personal data, too."))
@as_of_option
@pass_invocation
def command(
    invocation: Invocation,
    *,
    form: str | None,
    numbers: tuple[str, ...],
    listed: bool,
    blank: bool,
    everything: bool,
    out: Path | None,
    width: int,
    start: int,
    with_personal: bool,
    as_of: datetime.date | None,
) -> None:
    """Write one PDF, or list the forms."""
    from dangan.paper import sheets

    space = invocation.open()
    bench = _bench(invocation, space, as_of, with_personal)
    if listed or form is None:
        _list(space, bench)
        return
    chosen = _form(bench, form)
    if chosen is None:
        chosen, numbers = _register(invocation, space, form, numbers)
    target = _target(invocation, chosen, numbers, out, with_personal)
    if is_special(chosen):
        data = special(invocation, space, bench, chosen, numbers, blank=blank)
    elif blank:
        policy = _named_by(bench, form)
        data = sheets.blank(bench, chosen, policy=policy, width=width)
    else:
        records = _records(invocation, space, chosen, numbers, everything)
        data = sheets.filled(bench, chosen, records, width=width, start=start)
    _write(invocation, bench, chosen, data, target)


def _bench(
    invocation: Invocation,
    space: Workspace,
    as_of: datetime.date | None,
    with_personal: bool,
) -> Bench:
    from dangan.paper.bench import Bench
    from dangan.report.labels import Labels
    from dangan.report.speech import Speech

    speech = Speech("zh" if invocation.lang.startswith("zh") else "en")
    labels = Labels(space.holding, space.policies, space.types, speech)
    day = invocation.today(space.holding, as_of)
    return Bench(space.archive, space.types, space.policies, labels, day, with_personal)


def _list(space: Workspace, bench: Bench) -> None:
    from dangan.cli.printing import registers
    from dangan.policy.printed import forms
    from dangan.rules.forms import SECTION

    rules = [r for p in bench.policies.all() for r in p.rules(SECTION)]
    for form in forms().values():
        asked = (r for r in rules if r.get("form") == form.id)
        clauses = dict.fromkeys(clause for rule in asked for clause in rule.clauses)
        line = f"{form.id:24}{bench.text(form.label)}  {' '.join(clauses)}"
        click.echo(line.rstrip())
    for kept in registers(space).values():
        cited = " ".join(kept.rule.clauses)
        click.echo(f"{kept.name:24}{bench.text(kept.rule.label)}  {cited}".rstrip())


def _form(bench: Bench, name: str) -> Form | None:
    """Return the form with an id or a label, its own or a regulation's."""
    from dangan.policy.printed import forms
    from dangan.rules.forms import SECTION

    known = forms()
    names = {label: form for form in known.values() for label in form.label.values()}
    for policy in bench.policies.all():
        for rule in policy.rules(SECTION):
            form = known[str(rule.get("form"))]
            names.update((label, form) for label in (rule.id, *rule.label.values()))
    return known.get(name) or names.get(name)


def _register(
    invocation: Invocation, space: Workspace, name: str, others: tuple[str, ...]
) -> tuple[Form, tuple[str, ...]]:
    """Return the form of registers, and the names of those that are wanted."""
    from dangan.cli.printing import REGISTERS, registers
    from dangan.policy.faults import nearest
    from dangan.policy.printed import forms

    kept = registers(space)
    names = {
        label: one for one, row in kept.items() for label in row.rule.label.values()
    }
    found = name if name in kept else names.get(name)
    if found is None:
        text = M("there is no form {name}", name=name)
        said = (text, nearest(name, [*forms(), *kept, *names]))
        raise click.UsageError("; ".join(map(invocation.text, said)))
    return forms()[REGISTERS], (found, *others)


def _named_by(bench: Bench, name: str) -> Policy | None:
    """Return the regulation that calls a form by this name."""
    from dangan.rules.forms import SECTION

    for policy in bench.policies.all():
        for rule in policy.rules(SECTION):
            if name in (rule.id, *rule.label.values()):
                return policy
    return None


def _records(
    invocation: Invocation,
    space: Workspace,
    form: Form,
    numbers: tuple[str, ...],
    everything: bool,
) -> tuple[Record, ...]:
    """Return the records that a form is printed of; each must be one it is for."""
    from dangan.policy.conditions import matches

    if everything:
        wanted = form.data.get("all") or form.condition or form.process
        rows = space.archive.records
        found = (r for r in rows if r.number and not r.is_tombstone)
        return _some(
            invocation, form, tuple(r for r in found if matches(wanted, r.data))
        )
    records = tuple(record_named(invocation, space, name) for name in numbers)
    for record in records:
        if not matches(form.condition, record.data):
            text = M("{form} is not for {name}", form=form.label, name=record.name)
            raise click.UsageError(invocation.text(text))
    return _some(invocation, form, records)


def _some(
    invocation: Invocation, form: Form, records: tuple[Record, ...]
) -> tuple[Record, ...]:
    if not records:
        text = M("{form}: name a record, or give --all or --blank", form=form.label)
        raise click.UsageError(invocation.text(text))
    return records


def _target(
    invocation: Invocation,
    form: Form,
    numbers: tuple[str, ...],
    out: Path | None,
    personal: bool,
) -> Path:
    """Return where to write; personal data only where git does not look."""
    from dangan.repo.ignored import is_ignored

    own = invocation.root / (PRIVATE if personal else SHEETS)
    if out is None:
        stem = Path(numbers[0]).stem.replace("/", "-") if len(numbers) == 1 else ""
        return own / f"{'-'.join(filter(None, [form.id, stem]))}.pdf"
    whole = out.resolve()
    if personal and not whole.is_relative_to(own) and not is_ignored(whole):
        text = M("personal data go only into a file that git ignores: --out private/…")
        raise click.UsageError(invocation.text(text))
    return whole


def _write(
    invocation: Invocation, bench: Bench, form: Form, data: JsonObject, target: Path
) -> None:
    from dangan.paper.typeset import pdf

    printed = pdf(form.template, data, bench.as_of)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.parent.name in (SHEETS, PRIVATE):
        (target.parent / ".gitignore").write_text("*\n", encoding="utf-8")
    target.write_bytes(printed.content)
    shown = target
    if target.is_relative_to(Path.cwd()):
        shown = target.relative_to(Path.cwd())
    click.echo(shown.as_posix())
    if printed.lacking:
        named = ", ".join(f"{char} U+{ord(char):04X}" for char in printed.lacking)
        invocation.warn(
            M("the font lacks {characters}; look at the print", characters=named)
        )
