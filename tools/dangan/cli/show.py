"""``dangan show``: one record in words."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from dangan.cli.context import (
    Invocation,
    as_of_option,
    format_option,
    pass_invocation,
)
from dangan.cli.i18n import _, examples
from dangan.cli.lookup import record_named
from dangan.model.json import Json, Pointer, dotted
from dangan.model.message import M, Text
from dangan.model.record import Record

if TYPE_CHECKING:
    from dangan.model.recordtype import FieldInfo, RecordType
    from dangan.report.labels import Labels
    from dangan.workspace import Workspace

_HIDDEN = "‹hidden›"
#: Kinds of personal data that are shown only on request.
_GUARDED = frozenset({"contact", "private"})


@click.command(
    "show",
    help=_(
        "Show a record in words: fields with their labels, where it stands in its"
        " life.\n\nNAME is a number as people write it, an id, or a path. Contact and"
        " private data are hidden unless --with-personal is given."
    ),
    epilog=examples(
        ("dangan show MK-2021-001", _("by its number")),
        ("dangan show mk2021001", _("as people type it")),
        ("dangan show MK-2021-001 --format json", _("for programs")),
    ),
)
@click.argument("name", metavar="NAME")
@click.option("--with-personal", is_flag=True, help=_("Show personal data, too."))
@as_of_option
@format_option()
@pass_invocation
def command(
    invocation: Invocation,
    *,
    name: str,
    with_personal: bool,
    as_of: datetime.date | None,
    form: str,
) -> None:
    """Print one record."""
    space = invocation.open()
    record = record_named(invocation, space, name)
    kind = space.types.get(record.type)
    if kind is None:
        text = M("the type of {name} is not known", name=record.name)
        raise click.UsageError(invocation.text(text))
    view = _View(invocation, space, kind, with_personal)
    day = invocation.today(space.holding, as_of)
    states = tuple(_standing(view, record, day))
    if form == "json":
        fields = [line.as_json() for line in view.lines(record)]
        data = {"path": record.path, "fields": fields, "state": list(states)}
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    click.echo(f"{record.name}  {view.of(kind.label)}")
    click.echo(record.path)
    for line in view.lines(record):
        click.echo(f"  {line.label}: {line.value}")
    for state in states:
        click.echo(f"* {state}")


@dataclass(frozen=True, slots=True)
class _Line:
    """One field in words."""

    pointer: Pointer
    label: str
    value: str

    def as_json(self) -> dict[str, Any]:
        """Return the line as programs read it."""
        return {"field": dotted(self.pointer), "label": self.label, "value": self.value}


class _View:
    """Writes the fields of one type in one language."""

    def __init__(
        self, invocation: Invocation, space: Workspace, kind: RecordType, personal: bool
    ) -> None:
        self.invocation, self.space, self.kind = invocation, space, kind
        self._personal = personal
        self._labels = _labels(invocation, space)

    def of(self, labels: Any) -> str:
        """Return a label in the language."""
        text = Text(str(labels.get("zh", "")), str(labels.get("en", "")))
        return text.in_language(self.invocation.lang)

    def lines(self, record: Record) -> Iterator[_Line]:
        """Yield every stated field; lists of entries become one line each."""
        for key, value in record.data.items():
            yield from self._below((key,), value)

    def _below(self, route: Pointer, value: Json) -> Iterator[_Line]:
        info = self.kind.field(route)
        if info is not None and not info.on_page:
            return
        if info is not None and info.personal in _GUARDED and not self._personal:
            yield _Line(route, self._label(route), _HIDDEN)
        elif isinstance(value, dict):
            for key, inner in value.items():
                yield from self._below((*route, key), inner)
        elif isinstance(value, list) and any(isinstance(one, dict) for one in value):
            for index, inner in enumerate(value):
                yield from self._below((*route, index), inner)
        elif value is not None:
            values = value if isinstance(value, list) else [value]
            words = "、".join(self._value(info, one) for one in values)
            yield _Line(route, self._label(route), words)

    def _label(self, route: Pointer) -> str:
        """Return the labels on the way to a field; entries of lists are counted."""
        parts: list[str] = []
        for end in range(1, len(route) + 1):
            step, info = route[end - 1], self.kind.field(route[:end])
            if isinstance(step, int):
                parts[-1] += f" {step + 1}"
            else:
                parts.append((self.of(info.label) if info else "") or str(step))
        return " · ".join(parts)

    def _value(self, info: FieldInfo | None, value: Json) -> str:
        if info is not None and info.vocabulary == "records":
            other = self.space.archive.by_id.get(str(value))
            return other.name if other else str(value)
        return self._labels.value(info, value)


def _labels(invocation: Invocation, space: Workspace) -> Labels:
    from dangan.report.labels import Labels
    from dangan.report.speech import Speech

    speech = Speech("zh" if invocation.lang.startswith("zh") else "en")
    return Labels(space.holding, space.policies, space.types, speech)


def _standing(view: _View, record: Record, day: datetime.date) -> Iterator[str]:
    """Yield where the record stands: kept until when, what is due, what lacks."""
    from dangan.rules.explain import explain

    policy = view.space.policies.for_record(record)
    if policy is None:
        return
    space = view.space
    for section in explain(record, policy, space.archive, space.calendar, day):
        if section.key not in ("retention", "dues", "missing"):
            continue
        title = view.invocation.text(section.title)
        for line in section.lines:
            shown = line.problem or line.value
            yield f"{title} · {_say(view, line.label)}: {_say(view, shown)}"


def _say(view: _View, text: Any) -> str:
    from dangan.report.i18n import words

    return words(text, view.invocation.lang)
