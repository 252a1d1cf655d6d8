"""Typesetting: a template of ours and data as JSON become pages.

Record text is data all the way: it goes in as a JSON string through
``sys.inputs`` and templates only ever show it, so ``#import`` or ``$`` in a
title is printed as it stands.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject
from dangan.paper.coverage import lacking
from dangan.paper.fonts import HINT, typeface

#: Where templates lie; nothing outside can be read while typesetting.
TEMPLATES = Path(__file__).parent / "templates"
#: What cannot be told from a word may break after so many characters.
_LONG = re.compile(r"[!-~]{18,}")
_STEP = 6
#: Drawings (SVG) in the data of a sheet.
_DRAWN = frozenset({"qr", "svg"})
_MARK = re.compile(r"<[^>]*>")
#: Filed certificates are to be read for ever: PDF/A-2, Unicode text.
_STANDARD = "a-2u"
_RESOLUTION = 96


@dataclass(frozen=True, slots=True)
class Printed:
    """Finished pages."""

    content: bytes
    #: Characters that the font lacks; they came out as empty boxes.
    lacking: tuple[str, ...]


def pdf(template: str, data: JsonObject, day: datetime.date) -> Printed:
    """Return a PDF; the same data and day give the same bytes."""
    ready, missing = _ready(data)
    moment = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    content = _compiler(bool(missing)).compile(
        TEMPLATES / f"{template}.typ",
        format="pdf",
        sys_inputs=ready,
        timestamp=moment,
        pdf_tags=False,
        pdf_standards=[] if missing else [_STANDARD],
    )
    return Printed(content, missing)


def images(template: str, data: JsonObject, ppi: int = _RESOLUTION) -> list[bytes]:
    """Return each page as PNG, for looking at and for tests."""
    ready, missing = _ready(data)
    found = _compiler(bool(missing)).compile(
        TEMPLATES / f"{template}.typ", format="png", sys_inputs=ready, ppi=ppi
    )
    return found if isinstance(found, list) else [found]


def _ready(data: JsonObject) -> tuple[dict[str, str], tuple[str, ...]]:
    face = typeface()
    whole = _breakable({**data, "fonts": list(face.families)})
    missing = lacking(_texts(data), face.file) if face.file else ()
    return {"data": json.dumps(whole, ensure_ascii=False)}, missing


@cache
def _compiler(lenient: bool) -> Any:  # noqa: FBT001  one question, twice
    """Return the compiler; a lenient one may look for characters in other fonts."""
    try:
        import typst
    except ModuleNotFoundError as missing:
        raise SetupError("printing needs typst", hint=HINT) from missing
    face = typeface()
    fonts = typst.Fonts(
        include_system_fonts=face.file is None or lenient,
        include_embedded_fonts=False,
        font_paths=[str(face.file.parent)] if face.file else [],
    )
    return typst.Compiler(root=TEMPLATES, font_paths=fonts)


def _texts(node: Json) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for key, value in node.items():
            yield from (_drawn(value) if key in _DRAWN else _texts(value))
    elif isinstance(node, list | tuple):
        for value in node:
            yield from _texts(value)


def _drawn(svg: Json) -> Iterator[str]:
    """Yield what a drawing says, without its marks."""
    yield from _MARK.split(svg) if isinstance(svg, str) else ()


def _breakable(node: Json, key: str = "") -> Json:
    """Let words that are too long for any column break; drawings stay whole."""
    if isinstance(node, str):
        return node if key in _DRAWN else _LONG.sub(_broken, node)
    if isinstance(node, dict):
        return {name: _breakable(value, name) for name, value in node.items()}
    if isinstance(node, list | tuple):
        return [_breakable(value, key) for value in node]
    return node


def _broken(found: re.Match[str]) -> str:
    word = found[0]
    return "\u200b".join(word[at : at + _STEP] for at in range(0, len(word), _STEP))
