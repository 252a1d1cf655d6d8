"""Rows of a filled-in template as drafts: all of them, or what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dangan.cli.cells import BadCell, cell_text, open_sheet
from dangan.cli.form import Form
from dangan.model.finding import Place
from dangan.model.json import JsonObject, Pointer, dotted
from dangan.model.message import M, Message
from dangan.model.problem import Problem
from dangan.report.xlsx_template import Kind, TemplateColumn, letters
from dangan.schema.draft import GIVEN, asked, put
from dangan.schema.drafttext import help_of, label_of, words
from dangan.schema.fields import node
from dangan.schema.nearest import nearest

_LANGUAGES = ("zh-CN", "en")
_NUMBERS = frozenset({"integer", "number"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a workbook, and where."""

    #: Row and column as the workbook shows them.
    place: Message
    problem: Problem


def columns(form: Form, *, every: bool = False) -> tuple[TemplateColumn, ...]:
    """Return the columns of the type's template."""
    must = set(form.missing({"id": "", "type": form.type.id}))
    routes = asked(form.type, every=every)
    return tuple(_column(form, route, required=route in must) for route in routes)


def read_rows(
    form: Form, path: Path, ids: Iterator[str]
) -> tuple[tuple[dict[str, Any], ...], tuple[Fault, ...]]:
    """Return the drafts of a filled-in template, and what is wrong with it.

    With a single fault the drafts are of no use. Empty rows are passed over.
    """
    try:
        cells = open_sheet(path)
    except BadCell as bad:
        problem = Problem("workbook", Place(path.name).says(bad.message, hint=bad.hint))
        place = M("{file}, row {row}", file=path.name, row=1)
        return (), (Fault(place, problem),)
    reader = _Reader(form, path.name, ids)
    reader.read(cells)
    return tuple(reader.drafts), tuple(reader.faults)


@dataclass(slots=True)
class _Reader:
    """One reading of one workbook."""

    form: Form
    file: str
    ids: Iterator[str]
    drafts: list[dict[str, Any]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    #: Field of each column, None where nobody knows it.
    routes: list[Pointer | None] = field(default_factory=list)
    #: Columns with something in row 1.
    labelled: set[int] = field(default_factory=set)

    def read(self, cells: list[list[Any]]) -> None:
        """Take the head and every row below it."""
        self._head(cells[0] if cells else [])
        for index, row in enumerate(cells[1:], 1):
            if any(_is_filled(value) for value in row) and not self._is_help(row):
                self._row(index, row)
        if not self.drafts and not self.faults:
            fact, hint = M("no row is filled in"), M("write below the help texts")
            self._fault(
                0, 0, Problem("workbook", Place(self.file).says(fact, hint=hint))
            )

    def _head(self, row: list[Any]) -> None:
        names = _names(self.form)
        for index, value in enumerate(row):
            route = names.get(str(value).strip())
            if _is_filled(value):
                self.labelled.add(index)
            if route is not None and route in self.routes:
                self._column_fault(index, M("this column stands here twice"), "")
            elif route is None and _is_filled(value):
                meant = nearest(str(value), names)
                self._column_fault(index, M("no field has this label"), meant)
            self.routes.append(route)

    def _is_help(self, row: list[Any]) -> bool:
        """Tell whether it is the template's own row of help texts."""
        said = [
            (route, str(value).strip())
            for route, value in zip(self.routes, row, strict=False)
            if route is not None and _is_filled(value)
        ]
        return bool(said) and all(
            text in {help_of(self.form.type, route, lang) for lang in _LANGUAGES}
            for route, text in said
        )

    def _row(self, index: int, row: list[Any]) -> None:
        data = self.form.begin(next(self.ids))
        before = len(self.faults)
        for column, value in enumerate(row):
            route = self.routes[column] if column < len(self.routes) else None
            if route is not None and _is_filled(value):
                data = self._cell(data, route, (index, column), value)
            elif _is_filled(value) and column not in self.labelled:
                fact = M("a value in a column without a label")
                hint = M("write a label in row 1, or delete the value")
                draft = Place(self.file).says(fact, hint=hint)
                self._fault(index, column, Problem("workbook-cell", draft))
        if len(self.faults) == before:
            self._judge(data, index)
        self.drafts.append(data)

    def _cell(
        self, data: dict[str, Any], route: Pointer, at: tuple[int, int], value: Any
    ) -> dict[str, Any]:
        try:
            text = cell_text(value, node(self.form.type.schema, route))
        except BadCell as bad:
            draft = Place(self.file, route).says(bad.message, hint=bad.hint)
            self._fault(*at, Problem("workbook-cell", draft))
            return data
        return put(data, route, self.form.read(route, text, data)) if text else data

    def _judge(self, data: dict[str, Any], index: int) -> None:
        for problem in self.form.problems(data):
            self._fault(index, self._column_of(problem.draft.place.pointer), problem)
        for route in self.form.missing(data):
            if route in self.routes:
                label = label_of(self.form.type, route, self.form.lang)
                fact = M("{field} is missing", field=label)
                problem = Problem("schema-required", Place(self.file, route).says(fact))
                self._fault(index, self.routes.index(route), problem)

    def _column_of(self, route: Pointer) -> int | None:
        for index, known in enumerate(self.routes):
            if known and route[: len(known)] == known:
                return index
        return None

    def _column_fault(self, column: int, fact: Message, meant: str) -> None:
        hint = M("write {label}", label=meant) if meant else M("delete the column")
        draft = Place(self.file).says(fact, hint=hint)
        self._fault(0, column, Problem("workbook-column", draft))

    def _fault(self, row: int, column: int | None, problem: Problem) -> None:
        place = M("{file}, row {row}", file=self.file, row=row + 1)
        if column is not None:
            place = M(
                "{file}, row {row}, column {column}",
                file=self.file,
                row=row + 1,
                column=letters(column),
            )
        self.faults.append(Fault(place, problem))


def _column(form: Form, route: Pointer, *, required: bool) -> TemplateColumn:
    schema = node(form.type.schema, route)
    return TemplateColumn(
        key=dotted(route),
        label=label_of(form.type, route, form.lang),
        help=help_of(form.type, route, form.lang),
        choices=_choices(form, route),
        kind=_kind(schema),
        required=required,
    )


def _kind(schema: JsonObject) -> Kind:
    if schema.get("format") == "date":
        return "date"
    return "number" if schema.get("type") in _NUMBERS else "text"


def _choices(form: Form, route: Pointer) -> tuple[str, ...]:
    """Return labels to choose from, or codes where two labels are alike."""
    known = form.choices(route)
    labels = [words(label, form.lang) or code for code, label in known.items()]
    return tuple(labels if len(set(labels)) == len(labels) else known)


def _names(form: Form) -> dict[str, Pointer]:
    """Return what may stand in row 1 → field: labels of both languages, and keys."""
    names: dict[str, Pointer] = {}
    for route in asked(form.type, every=True):
        for lang in _LANGUAGES:
            names.setdefault(label_of(form.type, route, lang), route)
        names.setdefault(dotted(route), route)
    return {name: route for name, route in names.items() if route[0] not in GIVEN}


def _is_filled(value: Any) -> bool:
    return value is not None and str(value).strip() != ""
