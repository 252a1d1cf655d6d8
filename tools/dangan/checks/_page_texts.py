"""What to say about page numbers that cannot be."""

from __future__ import annotations

from types import MappingProxyType

from dangan.model.message import M, Message
from dangan.rules.pages import Fault

_TEXTS = MappingProxyType(
    {
        "half": M("first or last page of the item is missing"),
        "backwards": M("the last page is before the first"),
        "gap": M("page numbers are left out before this one"),
        "repeat": M("page numbers are used twice"),
        "count": M("first and last page do not fit the pages of the item"),
        "total": M("the pages stated do not fit the sum of the items"),
    }
)


def fact(fault: Fault) -> Message:
    """Return what is wrong."""
    return _TEXTS[fault.kind]


def fix(fault: Fault) -> Message:
    """Return what to do; the right number where there is one."""
    if fault.expected is None:
        return M("write both, the last not before the first")
    return M("write {number}, or correct the pages of the items", number=fault.expected)
