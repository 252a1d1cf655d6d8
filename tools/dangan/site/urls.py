"""Where each page of the catalogue stands, below the root of the site.

Every name in a path is ASCII and safe on any file system; different names stay
different.
"""

from __future__ import annotations

import re

from dangan.model.record import Record

_UNSAFE = re.compile(r"[^A-Za-z0-9.-]")
#: All record pages lie this deep, so one shell serves them.
RECORD_DEPTH = 3


def safe(name: str) -> str:
    """Write a name with letters, digits, dot and hyphen; the rest as ``_hex_``."""
    text = _UNSAFE.sub(lambda found: f"_{ord(found[0]):x}_", name)
    return f"_{text}" if text.startswith(".") or not text else text


def record(row: Record) -> str:
    """Return the page of a record, made from its path, which is its number."""
    parts = row.path.removesuffix(".yaml").split("/")
    kind, *scope, slug = parts[1:] if len(parts) > RECORD_DEPTH else ["", *parts]
    return "/".join(("record", safe(kind), safe("/".join(scope)), f"{safe(slug)}.html"))


def listing(axis: str, key: str, page: int = 1) -> str:
    """Return a page of the list of records with one value of an axis."""
    number = "" if page == 1 else f"~{page}"
    return f"by/{axis}/{safe(key)}{number}.html"


def axis(name: str) -> str:
    """Return the overview of an axis."""
    return f"by/{name}.html"


def register(name: str, page: int = 1) -> str:
    """Return a page of a register; ``index`` is the list of all of them."""
    number = "" if page == 1 else f"~{page}"
    shown = f"_{name}" if name == "index" else safe(name)
    return f"register/{shown}{number}.html"


def regulation(pack: str) -> str:
    """Return the page of a regulation."""
    return f"regulation/{safe(pack)}.html"


def clause(full: str) -> str:
    """Return the place of a clause (``000-21.r6``) on its regulation's page."""
    pack, _, short = full.rpartition(".")
    return f"{regulation(pack)}#{short}"


def up(depth: int) -> str:
    """Return the way from a page so many folders deep to the root."""
    return "../" * depth
