"""The typeface of forms: the one that ``dangan[print]`` brings, or the system's.

With the packaged font nothing of the machine plays a part, so the same records
give the same bytes everywhere. Without it any of the usual Chinese system fonts
does. ``docs/decisions/0010-paper.md`` has sizes, times and coverage.
"""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dangan.model.errors import SetupError

#: Package of the ``print`` extra that carries the font, and its file.
_PACKAGE, _FILE = "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"
_PACKAGED = "Noto Sans CJK SC"
#: Families taken from the system, the best first.
_SYSTEM = (
    "Noto Serif CJK SC",
    "Source Han Serif SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Songti SC",
    "SimSun",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
)
HINT = "pip install 'dangan[print]'"


@dataclass(frozen=True, slots=True)
class Typeface:
    """What text is set in."""

    families: tuple[str, ...]
    #: File of the packaged font; None where the system's are used.
    file: Path | None


@cache
def typeface() -> Typeface:
    """Return the packaged font, or what the system has.

    Raises SetupError with the command to install where there is neither.
    """
    packaged = _packaged()
    if packaged:
        return Typeface((_PACKAGED,), packaged)
    known = _system_families()
    found = tuple(family for family in _SYSTEM if family in known)
    if not found:
        raise SetupError("there is no Chinese font for printing", hint=HINT)
    return Typeface(found, None)


def _packaged() -> Path | None:
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or spec.origin is None:
        return None
    file = Path(spec.origin).parent / _FILE
    return file if file.is_file() else None


def _system_families() -> frozenset[str]:
    import typst

    return frozenset(typst.Fonts().families())
