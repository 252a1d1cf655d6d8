"""What people write into a prompt, an option or a cell, as a value of a field.

Nothing is refused here: what cannot be read stays a text, and the schema says
what is wrong with it in the same words as everywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from dangan.model.json import Json, JsonObject

Labels = Mapping[str, str]
#: ``2026年3月5日``, ``2026/3/5``, ``2026.3`` and the like.
_LOOSE_DATE = re.compile(
    r"([0-9]{4})(?:[年/.-]([0-9]{1,2})(?:[月/.-]([0-9]{1,2})日?|月)?|年)"
)
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_DECIMAL = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,10})?")
_BETWEEN = re.compile(r"[,，、;；\n]")
_TRUE = frozenset({"true", "yes", "y", "1", "是", "有", "√"})
_FALSE = frozenset({"false", "no", "n", "0", "否", "无", "×"})
_DATES = frozenset({"date", "partial-date"})


def read_text(text: str, schema: JsonObject, choices: Mapping[str, Labels]) -> Json:
    """Return the value that a text stands for.

    Args:
        text: as somebody wrote it.
        schema: expanded schema of the field.
        choices: value → label by language, where the field has a list.
    """
    plain = unicodedata.normalize("NFC", text).strip()
    if is_list(schema):
        parts = (part.strip() for part in _BETWEEN.split(plain))
        items = schema.get("items", {})
        return [read_text(part, items, choices) for part in parts if part]
    return _scalar(_chosen(plain, choices), schema)


def is_list(schema: JsonObject) -> bool:
    """Tell whether a field is a list of plain values."""
    items = schema.get("items")
    return schema.get("type") == "array" and is_plain(items)


def is_plain(schema: Any) -> bool:
    """Tell whether a field holds one text, number or yes-or-no."""
    if not isinstance(schema, Mapping) or isinstance(schema.get("type"), list):
        return False
    return schema.get("type") not in {"array", "object"}


def _chosen(text: str, choices: Mapping[str, Labels]) -> str:
    """Return the value whose label was written, if just one has it."""
    if text in choices:
        return text
    wanted = _folded(text)
    found = [
        value
        for value, labels in choices.items()
        if wanted in {_folded(value), *map(_folded, labels.values())}
    ]
    return found[0] if len(found) == 1 else text


def _scalar(text: str, schema: JsonObject) -> Json:
    folded = unicodedata.normalize("NFKC", text)
    kind = schema.get("type")
    if kind == "integer" and _INTEGER.fullmatch(folded):
        return int(folded)
    if kind == "number" and _DECIMAL.fullmatch(folded.replace(",", "")):
        return _number(folded.replace(",", ""))
    if kind == "boolean":
        return _yes_or_no(text)
    if schema.get("format") in _DATES:
        return _date(folded, text)
    return text


def _number(text: str) -> int | float:
    return float(text) if "." in text else int(text)


def _yes_or_no(text: str) -> bool | str:
    folded = _folded(text)
    if folded in _TRUE | _FALSE:
        return folded in _TRUE
    return text


def _date(folded: str, text: str) -> str:
    found = _LOOSE_DATE.fullmatch(folded.replace(" ", ""))
    if not found:
        return text
    parts = [part for part in found.groups() if part]
    return "-".join(part.zfill(2) for part in parts)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
