"""What the YAML parser complains about, in words that name a fix."""

from __future__ import annotations

import re
from typing import Final

from yaml import YAMLError
from yaml.error import MarkedYAMLError

from dangan.model.message import M, Message

#: A line that begins like a field with a full-width colon.
FULL_WIDTH_COLON: Final = re.compile(r"[ \-]*[A-Za-z][A-Za-z0-9_]*[ ]*(：)")

_KINDS: tuple[tuple[str, str], ...] = (
    ("alias", "alias"),
    ("anchor", "anchor"),
    ("tag", "tag"),
    ("directive", "directive"),
    ("document start", "several-documents"),
)
_QUOTED = (
    M("the quotation mark is never closed"),
    M("write the closing quotation mark"),
)
_REASONS: tuple[tuple[str, tuple[Message, Message]], ...] = (
    ("quoted scalar; found unexpected", _QUOTED),
    ("quoted scalar; found document", _QUOTED),
    (
        "escape",
        (
            M("a backslash is followed by what is no escape"),
            M("write \\\\ for one backslash, or use no quotation marks"),
        ),
    ),
    (
        "mapping values are not allowed",
        (
            M("a ':' stands where no field can begin"),
            M('align the field with those above, or quote the value: name: "…: …"'),
        ),
    ),
    (
        "expected ':'",
        (
            M("the line has no ':' after the field name"),
            M("write name: value, with a space after the ':'"),
        ),
    ),
    (
        "flow",
        (
            M("a bracket is not closed, or a comma is missing"),
            M("write the closing bracket, or one field a line without brackets"),
        ),
    ),
    (
        "block",
        (
            M("the indentation does not fit the lines above"),
            M("align the line with the fields it belongs to"),
        ),
    ),
    (
        "cannot start any token",
        (
            M("the value begins with a character that has a meaning of its own"),
            M('write the value in quotation marks: name: "…"'),
        ),
    ),
)
_OTHER = (
    M("it is not made of lines of the form name: value"),
    M("write name: value, with a space after the ':'"),
)


def failure(error: YAMLError) -> tuple[str, Message, Message, int]:
    """Return kind, reason, fix and index in the text of a parser's complaint."""
    context = getattr(error, "context", None) or ""
    complaint = f"{context}; {getattr(error, 'problem', None) or error}"
    kind = next((kind for word, kind in _KINDS if word in complaint), "not-yaml")
    reason, fix = next((w for part, w in _REASONS if part in complaint), _OTHER)
    return kind, reason, fix, _index(error, context)


def _index(error: YAMLError, context: str) -> int:
    if not isinstance(error, MarkedYAMLError):
        return int(getattr(error, "position", 0) or 0)
    complaint = error.problem or ""
    begins = (
        "flow" in context
        or "simple key" in context
        or ("quoted scalar" in context and "escape" not in complaint)
    )
    first, second = error.problem_mark, error.context_mark
    mark = (second or first) if begins else (first or second)
    return int(mark.index) if mark else 0
