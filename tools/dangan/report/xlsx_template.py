"""A workbook to fill in: one column a field, help below it, lists to choose from.

The first sheet has labels in row 1 and help in row 2; lists stand on a second,
hidden sheet. Nothing in it is a formula, whatever a label or a value begins with.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dangan.model.errors import SetupError

#: Rows that get lists and formats.
ROWS = 1000
#: Row below labels and help, counting from 0.
_FIRST_ROW = 2
_WIDEST, _NARROWEST = 40, 10
#: The same content gives the same bytes.
_CREATED = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_LISTS = "lists"


#: What the cells of a column are formatted for.
Kind = Literal["text", "date", "number"]


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """One field as a column."""

    #: Dotted path of the field.
    key: str
    label: str
    help: str = ""
    #: What may be chosen, as it is shown.
    choices: tuple[str, ...] = ()
    kind: Kind = "text"
    required: bool = False


def template(columns: Sequence[TemplateColumn], title: str) -> bytes:
    """Return the workbook; ``title`` names its sheet (31 characters are shown)."""
    try:
        import xlsxwriter
    except ModuleNotFoundError as missing:
        raise SetupError(
            "workbooks need XlsxWriter", hint="pip install 'dangan[excel]'"
        ) from missing
    content = io.BytesIO()
    plain = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(content, plain) as book:
        book.set_properties({"created": _CREATED.replace(tzinfo=None)})
        _Sheets(book, title).fill(columns)
    return content.getvalue()


class _Sheets:
    """The sheet to fill in and the hidden one with its lists."""

    def __init__(self, book: Any, title: str) -> None:
        self._sheet = book.add_worksheet(_sheet_name(title))
        self._lists = book.add_worksheet(_LISTS)
        self._lists.hide()
        self._head = book.add_format({"bold": True, "bottom": 1})
        self._must = book.add_format({"bold": True, "bottom": 1, "bg_color": "#FFF2CC"})
        self._help = book.add_format(
            {
                "italic": True,
                "font_color": "#666666",
                "text_wrap": True,
                "valign": "top",
            }
        )
        self._formats = {
            "text": book.add_format({"num_format": "@"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "number": book.add_format({}),
        }

    def fill(self, columns: Sequence[TemplateColumn]) -> None:
        """Write labels, help, formats and lists of all columns."""
        self._sheet.freeze_panes(_FIRST_ROW, 0)
        for index, column in enumerate(columns):
            head = self._must if column.required else self._head
            self._sheet.write_string(0, index, column.label, head)
            self._sheet.write_string(1, index, column.help, self._help)
            self._sheet.set_column(
                index, index, _width(column), self._formats[column.kind]
            )
            if column.choices:
                self._list(index, column)

    def _list(self, index: int, column: TemplateColumn) -> None:
        for row, choice in enumerate(column.choices):
            self._lists.write_string(row, index, choice)
        letter = letters(index)
        last = len(column.choices)
        rule = {
            "validate": "list",
            "source": f"={_LISTS}!${letter}$1:${letter}${last}",
            "error_type": "warning",
        }
        self._sheet.data_validation(_FIRST_ROW, index, ROWS, index, rule)


def letters(index: int) -> str:
    """Return the letters of a column, counting from 0: A to Z, then AA."""
    text = ""
    number = index + 1
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def _sheet_name(title: str) -> str:
    kept = "".join(c for c in title if c not in r"[]:*?/\'")
    return kept[:31] or "1"


def _width(column: TemplateColumn) -> int:
    longest = max(2 * len(column.label), *(2 * len(c) for c in column.choices), 0)
    return max(_NARROWEST, min(_WIDEST, longest + 2))
