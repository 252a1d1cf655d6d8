"""Tables of registers and commands as text, CSV, Markdown, JSON and workbooks."""

from __future__ import annotations

import csv
import datetime
import io
import json
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import itemgetter
from types import MappingProxyType
from typing import Any

from dangan.model.message import Message, Text
from dangan.model.reason import Reason
from dangan.model.table import Cell, Table
from dangan.report.i18n import words

#: A cell in one language.
Plain = str | int | float | None
#: Beginnings that a spreadsheet takes for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_GUARD = "'"
#: A longer cell is cut off silently by spreadsheets.
_LONGEST = 32_767
#: Widths in characters, and rows that are looked at to find them.
_WIDEST, _MEASURED = 60, 500
#: What a spreadsheet calls this size of paper; the longest name of a sheet.
_A4, _SHEET_NAME = 9, 31
_EPOCH = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)


def table_as(table: Table, form: str, lang: str) -> str:
    """Return a table in one of ``FORMS``."""
    return FORMS[form](table, lang)


def told(cell: Cell, lang: str) -> Plain:
    """Return a cell in one language; numbers stay numbers."""
    if isinstance(cell, Message | Text | tuple):
        return words(cell, lang)
    return cell


def explained(table: Table, lang: str) -> str:
    """Return a table as text with title, totals and the reasons of its cells."""
    head = f"{words(table.title, lang)}  {table.as_of}  {' '.join(table.clauses)}"
    lines = [head.rstrip(), *(words(text, lang) for text in table.lead), ""]
    lines.append(_text(table, lang))
    for (row, column), reasons in sorted(table.because.items(), key=itemgetter(0)):
        label = words(table.columns[column].label, lang)
        cell = _plain(told(table.rows[row][column], lang))
        lines.append(f"{row + 1}. {label}: {cell}")
        lines += [f"    - {_step(reason, lang)}" for reason in reasons]
    return "\n".join([*lines, ""])


def _step(reason: Reason, lang: str) -> str:
    text = words(reason.message, lang)
    return f"{text} ({reason.clause})" if reason.clause else text


def body(table: Table, lang: str) -> list[list[Plain]]:
    """Return rows and totals in one language."""
    return [[told(cell, lang) for cell in row] for row in (*table.rows, *table.foot)]


def neutral(cell: Plain) -> Plain:
    """Return a cell that no spreadsheet runs; ``restored`` is its inverse."""
    if not isinstance(cell, str):
        return cell
    text = cell.lstrip(" ")
    return f"{_GUARD}{cell}" if text.startswith((*_FORMULA, _GUARD)) else cell


def restored(text: str) -> str:
    """Return what ``neutral`` was given."""
    return text.removeprefix(_GUARD)


def _heads(table: Table, lang: str) -> list[str]:
    return [words(column.label, lang) for column in table.columns]


def _text(table: Table, lang: str) -> str:
    rows = [
        _heads(table, lang),
        *([_plain(c) for c in row] for row in body(table, lang)),
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(_padded, row, widths)).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * w for w in widths), *lines[1:], ""])


def _csv(table: Table, lang: str) -> str:
    """Return CSV with a byte order mark, which Excel needs to read Chinese."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(_heads(table, lang))
    writer.writerows([neutral(cell) for cell in row] for row in body(table, lang))
    return "\ufeff" + out.getvalue()


def _markdown(table: Table, lang: str) -> str:
    heads = _heads(table, lang)
    lines = [_row(heads), _row(["---"] * len(heads))]
    lines += [_row([_escaped(_plain(c)) for c in row]) for row in body(table, lang)]
    return "\n".join([*lines, ""])


def _json(table: Table, lang: str) -> str:
    keys = [column.key for column in table.columns]
    rows = body(table, lang)
    data = {
        "format": "dangan.table/1",
        "name": table.name,
        "title": words(table.title, lang),
        "as_of": table.as_of,
        "clauses": list(table.clauses),
        "lead": [words(text, lang) for text in table.lead],
        "columns": dict(zip(keys, _heads(table, lang), strict=True)),
        "rows": [dict(zip(keys, r, strict=True)) for r in rows[: len(table.rows)]],
        "totals": [dict(zip(keys, r, strict=True)) for r in rows[len(table.rows) :]],
        "because": list(_because(table, lang)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _because(table: Table, lang: str) -> Iterator[Mapping[str, object]]:
    """Yield the reasons of computed cells; rows are counted from 0."""
    for (row, column), reasons in sorted(table.because.items(), key=itemgetter(0)):
        steps = [
            {"text": words(reason.message, lang), "clause": reason.clause}
            for reason in reasons
        ]
        yield {"row": row, "column": table.columns[column].key, "steps": steps}


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
    # The same bytes for the same table: the file does not say when it was made.
    book.set_properties({"created": _EPOCH, "title": _title(tables, lang)})
    bold = book.add_format({"bold": True, "bottom": 1})
    guarded = book.add_format({"quote_prefix": True})
    for number, table in enumerate(tables, 1):
        sheet = book.add_worksheet(f"{number} {table.name}"[:_SHEET_NAME])
        _fill(sheet, table, lang, (bold, guarded))
    book.close()
    return out.getvalue()


def _title(tables: Sequence[Table], lang: str) -> str:
    return words(tables[0].title, lang) if tables else ""


def _fill(sheet: Any, table: Table, lang: str, formats: tuple[object, object]) -> None:
    bold, guarded = formats
    rows = body(table, lang)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(_A4)
    sheet.fit_to_pages(1, 0)
    for column, head in enumerate(_heads(table, lang)):
        cells = [head, *(_plain(row[column]) for row in rows[:_MEASURED])]
        width = min(_WIDEST, max(map(_width, cells)) + 2)
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, bold)
    for number, row in enumerate(rows, 1):
        _write_row(sheet, number, row, guarded)


def _write_row(sheet: Any, number: int, row: Sequence[Plain], guarded: object) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int | float):
            sheet.write_number(number, column, cell)
        elif cell is not None:
            text = cell if len(cell) <= _LONGEST else cell[: _LONGEST - 1] + "…"
            risky = neutral(text) != text
            sheet.write_string(number, column, text, guarded if risky else None)


def _plain(cell: Plain) -> str:
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
