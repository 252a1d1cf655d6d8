"""Registers (台账) on paper: any table with repeated heads, its clauses in the foot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dangan.model.json import JsonObject
from dangan.model.table import Column, Table
from dangan.paper.bench import Bench, Sheet
from dangan.paper.sheets import document, mark_of
from dangan.policy.printed import Form, words
from dangan.report.tables import told

#: Millimetres of columns whose cells are all alike.
_WIDTHS = {"date": 21, "count": 14, "blank": 24}
#: Millimetres of a character, and of the space beside the text of a cell.
_EM, _INSET = 3.5, 3.0
_CENTRED = frozenset({"date", "count"})
#: Characters of a number that is written by hand.
_BY_HAND = 8
#: Least and greatest share of a column of text.
_NARROW, _WIDE = 5, 26
#: Tables of more columns lie on their side.
_UPRIGHT = 6


def of_tables(
    bench: Bench, form: Form, tables: Sequence[Table], *, blank: bool = False
) -> JsonObject:
    """Return registers as data for the template of tables, a sheet each.

    A blank one is a register that is kept by hand: its columns and lines to write on.
    """
    made = [_sheet(bench, form, table) for table in tables]
    if blank:
        lines = int(form.data.get("blank_rows") or 0)
        made = [{**sheet, "min_rows": lines, "total": None} for sheet in made]
    return document(bench, form, made)


def _sheet(bench: Bench, form: Form, table: Table) -> JsonObject:
    rows = [_row(bench, row) for row in (*table.rows, *table.foot)]
    ids = (bench.archive.by_id.get(id_) for id_ in table.about)
    about = Sheet(form, records=tuple(record for record in ids if record))
    return {
        "title": _said(bench, table.title),
        "subtitle": "　".join(_said(bench, lead) for lead in table.lead) or None,
        "number": "",
        "qr": None,
        "mark": mark_of(bench, about, ()),
        "basis": "　".join(_basis(bench, table)),
        "day": "",
        "landscape": len(table.columns) > _UPRIGHT,
        "fields": [],
        "columns": [
            _column(bench, column, [row[at] for row in rows])
            for at, column in enumerate(table.columns)
        ],
        "rows": rows,
        "min_rows": int(form.data.get("min_rows") or 0),
        "total": bench.text(words()["items_total"]).format(count=len(table.rows)),
        "signatures": [],
        "texts": {},
        "width": 0,
    }


def _row(bench: Bench, row: Sequence[object]) -> list[str]:
    return [_said(bench, cell) for cell in row]


def _said(bench: Bench, cell: object) -> str:
    lang = "zh-CN" if bench.labels.speech.lang == "zh" else "en"
    text = told(cell, lang)  # type: ignore[arg-type]
    return "" if text is None else str(text)


def _column(bench: Bench, column: Column, cells: list[str]) -> JsonObject:
    label = _said(bench, column.label)
    longest = max((_length(text) for text in (label, *cells)), default=_NARROW)
    share: str | float = f"{round(min(max(longest, _NARROW), _WIDE))}fr"
    if column.kind == "number" and longest <= _WIDE:
        share = max(longest, 0 if cells else _BY_HAND) * _EM + _INSET
    return {
        "label": label,
        "width": _WIDTHS.get(column.kind, share),
        "align": "center" if column.kind in _CENTRED else "left",
    }


def _length(text: str) -> float:
    """Return how wide a text is, counted in Chinese characters."""
    return sum(0.55 if char.isascii() else 1 for char in text)


def _basis(bench: Bench, table: Table) -> Iterator[str]:
    if table.clauses:
        yield f"{bench.text(words()['basis'])} {'、'.join(table.clauses)}"
    yield f"{bench.text(words()['as_of'])} {table.as_of}"
    if bench.with_personal:
        yield bench.text(words()["personal"])
