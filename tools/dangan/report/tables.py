"""Tables of registers and commands as text, CSV, Markdown, JSON and workbooks."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from dangan.model.table import Table
from dangan.report.i18n import render

Cell = str | int | float | None
#: Beginnings that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"
#: A longer cell is cut off silently by spreadsheets.
_LONGEST = 32_767


def table_as(table: Table, form: str, lang: str) -> str:
    """Return a table in one of ``FORMS``."""
    return FORMS[form](table, lang)


def neutral(cell: Cell) -> Cell:
    """Return a cell that no spreadsheet runs; ``restored`` is its inverse."""
    if not isinstance(cell, str):
        return cell
    text = cell.lstrip(" ")
    return f"{_GUARD}{cell}" if text.startswith((*_FORMULA, _GUARD)) else cell


def restored(text: str) -> str:
    """Return what ``neutral`` was given."""
    return text.removeprefix(_GUARD)


def _heads(table: Table, lang: str) -> list[str]:
    return [render(column.label, lang) for column in table.columns]


def _text(table: Table, lang: str) -> str:
    rows = [_heads(table, lang), *([_plain(c) for c in row] for row in table.rows)]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:], ""])


def _csv(table: Table, lang: str) -> str:
    """Return CSV with a byte order mark, which Excel needs to read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heads(table, lang))
    writer.writerows([neutral(cell) for cell in row] for row in table.rows)
    return "\ufeff" + out.getvalue()


def _markdown(table: Table, lang: str) -> str:
    heads = _heads(table, lang)
    lines = [_row(heads), _row(["---"] * len(heads))]
    lines += [_row([_escaped(_plain(cell)) for cell in row]) for row in table.rows]
    return "\n".join([*lines, ""])


def _json(table: Table, lang: str) -> str:
    keys = [column.key for column in table.columns]
    data = {
        "format": "dangan.table/1",
        "name": table.name,
        "title": render(table.title, lang),
        "as_of": table.as_of,
        "columns": dict(zip(keys, _heads(table, lang), strict=True)),
        "rows": [dict(zip(keys, row, strict=True)) for row in table.rows],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


FORMS: Mapping[str, Callable[[Table, str], str]] = MappingProxyType(
    {"text": _text, "json": _json, "csv": _csv, "md": _markdown}
)


def workbook(tables: Sequence[Table], lang: str) -> bytes:
    """Return a workbook with one sheet a table; needs the extra ``excel``.

    Text stays text: nothing is taken for a formula or a link.
    """
    import xlsxwriter

    out = io.BytesIO()
    how = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, how)
    bold = book.add_format({"bold": True})
    for table in tables:
        sheet = book.add_worksheet(table.name[:31])
        sheet.freeze_panes(1, 0)
        for column, head in enumerate(_heads(table, lang)):
            sheet.write_string(0, column, head, bold)
        for number, row in enumerate(table.rows, 1):
            _write_row(sheet, number, row)
    book.close()
    return out.getvalue()


def _write_row(sheet: object, number: int, row: Sequence[Cell]) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int | float):
            sheet.write_number(number, column, cell)  # type: ignore[attr-defined]
        elif cell is not None:
            text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
            sheet.write_string(number, column, text)  # type: ignore[attr-defined]


def _plain(cell: Cell) -> str:
    return "" if cell is None else str(cell)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _escaped(text: str) -> str:
    """Write text so that Markdown shows it as it is, inside of one cell."""
    one_line = " ".join(text.split())
    marked = one_line.replace("\\", "\\\\").replace("|", "\\|")
    return marked.replace("<", "&lt;").replace("`", "\\`").replace("[", "\\[")


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
