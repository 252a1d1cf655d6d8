"""Edits of files with comments: drafts, packs, types, ``holding.yaml``.

A value on one line is replaced in place, so that not a blank beside it changes.
Everything else goes through ruamel.yaml, which keeps comments; a new instance each
time, because one that failed to write once writes wrongly ever after.
"""

from __future__ import annotations

import re
from io import StringIO
from typing import Any, Final

from dangan.model.errors import SetupError
from dangan.model.json import Json, Pointer
from dangan.syntax.dump import scalar
from dangan.syntax.load import load
from dangan.syntax.positions import positions

_NO_WRAPPING: Final = 2**31
_FLOW: Final = frozenset(",[]{}")
#: A field whose value is a list that begins on the next line.
_LIST: Final = re.compile(r"^( *)[^\s#-][^\n]*:(?: *#[^\n]*)?\n(\1 *)- ", re.MULTILINE)
_ABSENT: Final = object()


class RoundTrip:
    """Edits that keep what was written around the value."""

    @staticmethod
    def set_value(text: str, pointer: Pointer, value: Json) -> str:
        """Return the text with one value set; new fields and entries are added.

        Raises:
            SetupError: the text is refused by ``load``, the way to the value does
                not exist, or the result would not say what was asked for.
        """
        data = _data(text, pointer)
        old = _get(data, pointer)
        if old is not _ABSENT and old == value and type(old) is type(value):
            return text
        edited = _splice(text, pointer, old, value) or _edit(text, pointer, value)
        if _get(_data(edited, pointer), pointer) != value:
            raise SetupError(
                "the edit cannot be written without changing its meaning",
                context=tuple(str(step) for step in pointer),
            )
        return edited


def _data(text: str, pointer: Pointer) -> Any:
    parsed = load(text.encode("utf-8"), "")
    if parsed.data is None:
        fact = str(parsed.problems[0].draft.message)
        way = tuple(str(step) for step in pointer)
        raise SetupError(fact, context=way, hint="run: dangan check")
    return parsed.data


def _get(data: Any, pointer: Pointer) -> Any:
    for step in pointer:
        if isinstance(data, dict):
            data = data.get(str(step), _ABSENT)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return _ABSENT
    return data


def _splice(text: str, pointer: Pointer, old: Any, value: Json) -> str | None:
    """Replace a scalar that stands on one line, or return None."""
    if old is _ABSENT or isinstance(old, dict | list) or isinstance(value, dict | list):
        return None
    where = positions(text)[pointer].value
    written = scalar(value)
    if isinstance(value, str) and _FLOW & set(value) and written == value:
        written = scalar(value, quoted=True)
    lines = text.split("\n")
    line = lines[where.line - 1]
    begin, end = where.column - 1, where.end_column - 1
    if not where.end_column:
        if old is not None or line[begin:].strip():
            return None
        written, end = f" {written}", begin
    lines[where.line - 1] = line[:begin] + written + line[end:]
    return "\n".join(lines)


def _edit(text: str, pointer: Pointer, value: Json) -> str:
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _NO_WRAPPING
    offset = _offset(text)
    yaml.indent(mapping=2, sequence=offset + 2, offset=offset)
    root = yaml.load(text)
    node = root
    for step in pointer[:-1]:
        node = node[step]
    last, careful = pointer[-1], _quoted(value)
    if isinstance(node, list) and last == len(node):
        node.append(careful)
    else:
        node[last] = careful
    written = StringIO()
    yaml.dump(root, written)
    return written.getvalue()


def _offset(text: str) -> int:
    """Return by how much the file indents its lists, two where it has none."""
    found = _LIST.search(text)
    return len(found[2]) - len(found[1]) if found else 2


def _quoted(value: Json) -> Json:
    """Put quotation marks where ruamel, which reads YAML 1.2, sees no need."""
    from ruamel.yaml.scalarstring import DoubleQuotedScalarString

    if isinstance(value, dict):
        return {key: _quoted(below) for key, below in value.items()}
    if isinstance(value, list):
        return [_quoted(below) for below in value]
    if isinstance(value, str) and scalar(value) != value:
        return DoubleQuotedScalarString(value)
    return value
