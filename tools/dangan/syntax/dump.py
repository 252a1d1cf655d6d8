"""Data → text: the one canonical form of a numbered record.

Fields in schema order, one a line, lists indented by two, no wrapping. A text is
written plain where every YAML version reads it back as this text, with ``|`` where
it has several lines, and in quotation marks otherwise. Dates are plain text.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any, Final

from dangan.model.json import Json, JsonObject
from dangan.syntax.characters import BREAKING, is_clean
from dangan.syntax.keyorder import KeyOrder
from dangan.syntax.load import load
from dangan.syntax.scalars import SHORT_WORDS, WORDS, is_text

#: The usual text, which needs no further look.
_USUAL: Final = re.compile(r"[A-Za-z\u4e00-\u9fff][A-Za-z0-9_\u4e00-\u9fff，。、；-]*")
#: A first character with a meaning of its own; ``: ``, `` #`` and a colon at the
#: end; blanks at either end.
_NOT_PLAIN: Final = re.compile(
    r"""[-?:,\[\]{}\#&*!|>'"%@`=~<\s.]|.*(?::\s|\s\#|:\Z|[\r\n]|\s\Z)""", re.DOTALL
)
_ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}
_TO_ESCAPE: Final = re.compile('["\\\\\n]|' + BREAKING.pattern)


def dump(data: JsonObject, order: KeyOrder | None = None) -> str:
    """Return the canonical text of a mapping; ``load`` gives the same data back.

    Raises:
        TypeError: a value that no record can hold (a date object, a set, NaN).
    """
    lines: list[str] = []
    _mapping(data, order or KeyOrder(), 0, lines)
    return "\n".join(lines) + "\n" if lines else "{}\n"


def canonical(text: str, order: KeyOrder) -> str:
    """Return the canonical form of a text, or the text itself if it is refused."""
    parsed = load(text.encode("utf-8"), "")
    return text if parsed.data is None else dump(parsed.data, order)


def scalar(value: Json, *, quoted: bool = False) -> str:
    """Return one value as it is written on one line."""
    if isinstance(value, str):
        return _quoted(value) if quoted or not _is_plain(value) else value
    return _atom(value)


def _mapping(data: JsonObject, order: KeyOrder, depth: int, lines: list[str]) -> None:
    margin = "  " * depth
    for key in order.sorted(data):
        _node(f"{margin}{_key(key)}:", data[key], order.child(key), depth, lines)


def _node(
    head: str, value: Json, order: KeyOrder, depth: int, lines: list[str]
) -> None:
    if isinstance(value, str):
        lines.append(f"{head} {_text(value, depth + 1)}")
    elif isinstance(value, dict) and value:
        lines.append(head)
        _mapping(value, order, depth + 1, lines)
    elif isinstance(value, list) and value:
        lines.append(head)
        _sequence(value, order.item, depth + 1, lines)
    else:
        lines.append(f"{head} {_atom(value)}")


def _sequence(data: list[Any], order: KeyOrder, depth: int, lines: list[str]) -> None:
    margin = "  " * depth
    for value in data:
        if isinstance(value, dict | list) and value:
            start = len(lines)
            if isinstance(value, dict):
                _mapping(value, order, depth + 1, lines)
            else:
                _sequence(value, order.item, depth + 1, lines)
            lines[start] = f"{margin}- {lines[start].lstrip(' ')}"
        else:
            _node(f"{margin}-", value, order, depth, lines)


def _atom(value: Json) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return _decimal(value)
    if value == {} and isinstance(value, dict):
        return "{}"
    if value == [] and isinstance(value, list):
        return "[]"
    raise TypeError(f"no record can hold a {type(value).__name__}")


def _decimal(value: float) -> str:
    if not math.isfinite(value):
        raise TypeError("no record can hold infinity or not-a-number")
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else f"{text}.0"


def _key(key: str) -> str:
    return key if key in SHORT_WORDS or _is_plain(key) else _quoted(key)


def _text(text: str, depth: int) -> str:
    if _is_plain(text):
        return text
    return _several_lines(text, depth) if _is_block(text) else _quoted(text)


def _is_plain(text: str) -> bool:
    if _USUAL.fullmatch(text):
        return text not in WORDS
    return _NOT_PLAIN.match(text) is None and is_text(text) and is_clean(text)


def _is_block(text: str) -> bool:
    """Tell whether ``|`` carries a text so that no editor changes it unseen."""
    if "\n" not in text or text[0] in " \n" or text.endswith("\n\n"):
        return False
    if any(line != line.rstrip() for line in text.split("\n")):
        return False
    return is_clean(text)


def _several_lines(text: str, depth: int) -> str:
    body = text.removesuffix("\n")
    margin = "  " * depth
    block = (margin + line if line else "" for line in body.split("\n"))
    return "\n".join(["|-" if body == text else "|", *block])


def _quoted(text: str) -> str:
    return f'"{_TO_ESCAPE.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    code = ord(character)
    if code > 0xFFFF:  # noqa: PLR2004  YAML has one form for each width
        return f"\\U{code:08x}"
    return _ESCAPES.get(character) or f"\\u{code:04x}"
