"""Prints that are not of a form's records: registers, flow charts, forms of types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from dangan.cli.context import Invocation
from dangan.cli.lookup import record_named
from dangan.model.json import JsonObject
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.paper.bench import Bench
    from dangan.policy.printed import Form
    from dangan.workspace import Workspace
    from dangan.workspace.registry import Kept

_SPECIAL = ("registers", "processes", "types")
#: The form that any register is printed with.
REGISTERS = "register"


def is_special(form: Form) -> bool:
    """Tell whether a form is of something else than records."""
    return any(form.data.get(key) for key in _SPECIAL)


def special(
    invocation: Invocation,
    space: Workspace,
    bench: Bench,
    form: Form,
    names: tuple[str, ...],
    *,
    blank: bool = False,
) -> JsonObject:
    """Return the sheets of what the names name; of registers also without rows."""
    if form.data.get("registers"):
        return _registers(invocation, space, bench, form, names, blank=blank)
    if form.data.get("types"):
        return _blank(invocation, bench, form, names)
    return _flows(invocation, space, bench, form, names)


def registers(space: Workspace) -> Mapping[str, Kept]:
    """Return name → register of the holding, which are forms as well."""
    from dangan.workspace.registry import office, shelf

    return shelf(office(space))


def _registers(
    invocation: Invocation,
    space: Workspace,
    bench: Bench,
    form: Form,
    names: tuple[str, ...],
    *,
    blank: bool,
) -> JsonObject:
    """Return registers of the holding, named as for ``dangan register``."""
    from dangan.paper.tables import of_tables
    from dangan.site.audience import DUTY, Audience
    from dangan.site.public import publish
    from dangan.workspace.registry import office, shelf

    shown = {DUTY, "contact", "private"} if bench.with_personal else {DUTY}
    everybody = Audience("", levels=None, personal=frozenset(shown))
    desk = office(space, publish(space, everybody).archive)
    kept = shelf(desk)
    unknown = next((name for name in names or ("",) if name not in kept), None)
    if unknown is not None:
        text = M("there is no register {name}: dangan register list", name=unknown)
        raise click.UsageError(invocation.text(text))
    tables = [kept[n].table(desk, bench.as_of) for n in names]
    if blank:
        tables = [
            replace(table, lead=(), rows=(), foot=(), about=()) for table in tables
        ]
    return of_tables(bench, form, tables, blank=blank)


def _blank(
    invocation: Invocation, bench: Bench, form: Form, names: tuple[str, ...]
) -> JsonObject:
    """Return the blank form of a type, or of a class of it."""
    from dangan.paper.entry_forms import of_type

    if names and names[0] in bench.types:
        return of_type(bench, form, bench.types[names[0]], "".join(names[1:2]))
    text = M("name one of the types: {names}", names=", ".join(sorted(bench.types)))
    raise click.UsageError(invocation.text(text))


def _flows(
    invocation: Invocation,
    space: Workspace,
    bench: Bench,
    form: Form,
    names: tuple[str, ...],
) -> JsonObject:
    """Return the charts of processes by their id, or of where records stand."""
    from dangan.model.record import Record
    from dangan.paper import flows, step_tables

    known = tuple(flows.processes(bench))
    ids = {rule.id for rule, _policy in known}
    if set(names) <= ids:
        wanted = tuple(one for one in known if not names or one[0].id in names)
        is_table = form.data.get("rows") == "steps"
        made_of = step_tables.of_processes if is_table else flows.of_processes
        return made_of(bench, form, wanted)
    records = tuple(record_named(invocation, space, name) for name in names)
    made = flows.of_records(bench, form, records)
    if isinstance(made, Record):
        text = M("{record} belongs to no process", record=made.name)
        raise click.UsageError(invocation.text(text))
    return made
