"""Cells of a workbook as text, with everything refused that could mislead."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

from dangan.model.errors import SetupError
from dangan.model.json import JsonObject
from dangan.model.message import M, Message

#: Unpacked bytes of a workbook; a template of 1,000 rows has far fewer.
MAX_BYTES = 64 * 1024 * 1024
#: Digits that a workbook keeps; a longer number has lost its end.
_DIGITS = 15
#: What a program would take for a formula; ``+86 …`` and ``-5`` are none.
_FORMULA = ("=", "@", "\t", "\r")
_SIGNS = ("+", "-")
_ERRORS = ("#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!")


class BadCell(Exception):  # noqa: N818  it is a cell, not a fault of the program
    """A cell that cannot be taken over; says why."""

    def __init__(self, message: Message, hint: Message) -> None:
        """Keep both for the finding."""
        super().__init__(str(message))
        self.message = message
        self.hint = hint


def open_sheet(path: Path) -> list[list[Any]]:
    """Return the cells of the first sheet, from its first row and column on.

    Raises:
        BadCell: it is no workbook, or too big a one.
        SetupError: the library for workbooks is not installed.
    """
    try:
        import python_calamine
    except ModuleNotFoundError as missing:
        raise SetupError(
            "workbooks need python-calamine", hint="pip install 'dangan[excel]'"
        ) from missing
    _refuse_bomb(path)
    try:
        with path.open("rb") as file:
            book = python_calamine.CalamineWorkbook.from_filelike(file)
            sheet = book.get_sheet_by_index(0)
            return sheet.to_python(skip_empty_area=False)
    except python_calamine.CalamineError as error:
        raise _no_workbook() from error


def _refuse_bomb(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            size = sum(entry.file_size for entry in archive.infolist())
    except zipfile.BadZipFile as error:
        raise _no_workbook() from error
    if size > MAX_BYTES:
        raise BadCell(M("the workbook is too big"), M("split it into several"))


def _no_workbook() -> BadCell:
    hint = M("save the filled-in template as .xlsx")
    return BadCell(M("this is not a workbook that can be read"), hint)


def cell_text(value: Any, schema: JsonObject) -> str:
    """Return what a cell says, as text for a field; empty where it says nothing.

    Raises:
        BadCell: a formula, an error value, a time, a number without its end.
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return _number(value, schema)
    if isinstance(value, datetime.datetime):
        return _day(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, str):
        return _plain(value)
    raise BadCell(M("a time of day is not a value here"), M("write a day, or a text"))


def _day(value: datetime.datetime) -> str:
    if value.time() != datetime.time():
        raise BadCell(M("the day has a time of day"), M("write the day alone"))
    return value.date().isoformat()


def _number(value: float, schema: JsonObject) -> str:
    is_whole = float(value).is_integer()
    text = str(int(value)) if is_whole else repr(float(value))
    if len(text.strip("-").replace(".", "")) > _DIGITS or "e" in text:
        raise BadCell(
            M("the workbook has cut off the end of this long number"),
            M("format the column as text and write the number again"),
        )
    if schema.get("format") in {"date", "partial-date"} and not is_whole:
        raise BadCell(M("a number stands where a day belongs"), M("write YYYY-MM-DD"))
    return text


def _plain(value: str) -> str:
    text = value.strip()
    if text.upper() in _ERRORS:
        raise BadCell(M("the cell shows an error"), M("write the value itself"))
    is_signed = text.startswith(_SIGNS) and not text[1:2].isdigit() and len(text) > 1
    if value.startswith(_FORMULA) or is_signed:
        raise BadCell(
            M("the text begins like a formula"), M("write it without = + - @ in front")
        )
    return text
