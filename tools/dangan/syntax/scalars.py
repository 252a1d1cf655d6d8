"""What an unquoted word means, and which words are refused.

YAML 1.1 and 1.2, PyYAML, ruamel and spreadsheets disagree on ``no``, ``0010``,
``12:30`` or ``1e5``. A record may only hold what all of them read alike.
"""

from __future__ import annotations

import re
from typing import Final

#: More digits than JavaScript and spreadsheets keep exactly.
MAX_DIGITS: Final = 15


class Fault(str):
    """Kind of the defect of an unquoted word; never a value."""

    __slots__ = ()


Scalar = str | int | float | bool | None
_AMBIGUOUS = Fault("ambiguous-word")
_SPELLINGS = ["y", "yes", "n", "no", "on", "off", "true", "false", "null"]
#: Words with a meaning of their own in some YAML version.
WORDS: Final[dict[str, Scalar]] = {
    **{form: _AMBIGUOUS for w in _SPELLINGS for form in (w, w.title(), w.upper())},
    "~": _AMBIGUOUS,
    "=": _AMBIGUOUS,
    "<<": Fault("merge-key"),
    "": None,
    "true": True,
    "false": False,
    "null": None,
}
#: Ambiguous as values, harmless as field names: events have a field ``on``.
SHORT_WORDS: Final = frozenset(
    form
    for word in ("y", "yes", "n", "no", "on", "off")
    for form in (word, word.title(), word.upper())
)
_NUMERIC = frozenset("0123456789+-.")
_FORMS = re.compile(
    r"(?P<integer>-?(?:0|[1-9][0-9]*))"
    r"|(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"|(?P<decimal>-?(?:0|[1-9][0-9]*)\.[0-9]+)"
    r"|(?P<leading_zero>[-+]?0[0-9_]+(?:\.[0-9_]*)?)"
    r"|(?P<sexagesimal>[-+]?[0-9][0-9_]*(?::[0-9]{1,2})+(?:\.[0-9_]*)?)"
    r"|(?P<date_with_time>[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:.*)"
    r"|(?P<not_finite>[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
    r"|(?P<number_form>[-+]?0(?:x[0-9a-fA-F_]+|o[0-7_]+|b[01_]+)"
    r"|[-+]?[0-9][0-9_]*"
    r"|[-+]?(?:[0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?)",
    re.DOTALL,
)


def resolve(text: str) -> Scalar:
    """Return what an unquoted scalar stands for, or a ``Fault``."""
    if text in WORDS:
        return WORDS[text]
    if text[0] in _NUMERIC:
        return _number(text)
    return text


def is_text(text: str) -> bool:
    """Tell whether the unquoted word would be read back as this very text."""
    value = resolve(text)
    return value is not None and value.__class__ is str


def _number(text: str) -> Scalar:
    found = _FORMS.fullmatch(text)
    if found is None:
        return text
    form = found.lastgroup
    if form == "date":
        return text
    if form == "integer":
        return _exact(text, int)
    if form == "decimal":
        return _exact(text, float)
    return Fault(str(form).replace("_", "-"))


def _exact(text: str, number: type[int | float]) -> Scalar:
    digits = text.lstrip("-0.").replace(".", "")
    if len(digits) > MAX_DIGITS:
        return Fault("huge-number")
    if text[0] == "-" and not digits:
        return Fault("number-form")
    return number(text)
