"""The known name that somebody probably meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable

_ALIKE = 0.72


def nearest(name: str, known: Iterable[str]) -> str:
    """Return the known name most like this one, or nothing.

    Case, width, blanks and the choice of ``-`` or ``_`` do not count.
    """
    plain = {_plain(one): one for one in known}
    found = difflib.get_close_matches(_plain(name), plain, n=1, cutoff=_ALIKE)
    return plain[found[0]] if found else ""


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKC", name).casefold()
    return folded.replace("-", "_").replace(" ", "").replace("\u200b", "")
