"""Forms of text that a pattern cannot tell: real days, safe paths, check characters."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PARTIAL = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
#: Characters that a file system or a shell takes for something else.
_UNSAFE = re.compile(r'[\\:*?"<>|\x00-\x1f\x7f]')
#: Names that Windows keeps for devices.
_DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)
#: GB 32100-2015: the 31 characters in the order of their values.
_CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_LENGTH = 18


def is_date(text: str) -> bool:
    """Tell whether it is a day of the calendar, written ``YYYY-MM-DD``."""
    return _DAY.fullmatch(text) is not None and _exists(text)


def is_partial_date(text: str) -> bool:
    """Tell whether it is a day, a month (``YYYY-MM``) or a year (``YYYY``)."""
    return _PARTIAL.fullmatch(text) is not None and _exists(f"{text}-01-01"[:10])


def is_relative_path(text: str) -> bool:
    """Tell whether it stays below its folder on every system."""
    return not _UNSAFE.search(text) and all(_is_step(s) for s in text.split("/"))


def is_unified_social_credit_code(text: str) -> bool:
    """Tell whether the check character is right (GB 32100-2015).

    The weights are powers of 3 modulo 31; the last character makes the sum a
    multiple of 31.
    """
    if len(text) != _CODE_LENGTH or not set(text) <= set(_CODE_CHARACTERS):
        return False
    weights = (pow(3, place, 31) for place in range(_CODE_LENGTH - 1))
    values = map(_CODE_CHARACTERS.index, text)
    total = sum(weight * value for weight, value in zip(weights, values, strict=False))
    return _CODE_CHARACTERS[-total % 31] == text[-1]


#: Format → what tells whether a text has it; both validators use these.
FORMATS: Mapping[str, Callable[[str], bool]] = MappingProxyType(
    {
        "date": is_date,
        "partial-date": is_partial_date,
        "relative-path": is_relative_path,
        "unified-social-credit-code": is_unified_social_credit_code,
    }
)


def _exists(day: str) -> bool:
    try:
        datetime.date.fromisoformat(day)
    except ValueError:
        return False
    return True


def _is_step(step: str) -> bool:
    if not step or step[0] in " -" or step[-1] in " .":
        return False
    return _DEVICES.fullmatch(step) is None and step.casefold() != ".git"
