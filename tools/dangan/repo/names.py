"""Which names and kinds of entries a folder of the archive may hold.

An allow-list: what is not named here is a problem, because Windows, macOS, zip
archives and shells each have names of their own that they cannot carry.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from dangan.model.finding import Place, Position
from dangan.model.message import M, Message
from dangan.model.problem import Problem

_RESERVED = r"(?!(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|\Z))"
_PART = re.compile(_RESERVED + r"[A-Za-z0-9_](?:[A-Za-z0-9._-]{0,98}[A-Za-z0-9_-])?")
_KEPT: Final = frozenset({".gitkeep", ".gitattributes", ".gitignore", "README.md"})
#: The text of a regulation, beside the rules that were made of it.
_REGULATION: Final = re.compile(r"schemas/packs/[^/]+/regulation\.txt")
#: Left over by a command that was killed; the next write removes it.
TEMPORARY: Final = re.compile(r"\..+\.tmp-[0-9]+")
#: What a folder of data may hold.
SUFFIXES: Final = (".yaml", ".json")

_WORDING: dict[str, tuple[Message, Message]] = {
    "odd-name": (
        M("the name has characters or a form that not every system can carry"),
        M("rename it with A–Z, a–z, 0–9, '-', '_' and '.' only"),
    ),
    "name-twin": (
        M("another name differs from this one only in case or form: {other}"),
        M("rename one of the two"),
    ),
    "stray-file": (
        M("a file of this kind has no place here"),
        M("move it out of the folder; content is listed under files of a record"),
    ),
    "symlink": (
        M("a symbolic link stands in place of a file or folder"),
        M("replace the link with the file itself"),
    ),
    "special-file": (
        M("neither a file nor a folder (a submodule, a pipe or a device)"),
        M("remove it from the folder"),
    ),
    "binary": (
        M("the file is not text"),
        M("restore the text from git, or write the record again"),
    ),
    "lfs-pointer": (
        M("the file is only a pointer into Git LFS"),
        M("remove the path from .gitattributes and commit the text itself"),
    ),
}


def entry_problem(kind: str, path: str, **gaps: object) -> Problem:
    """State what is wrong with an entry of a folder."""
    fact, fix = _WORDING[kind]
    filled = tuple(sorted(gaps.items()))
    place = Place(shown(path))
    message = Message(fact.text, filled)
    return Problem(kind, place.says(message, hint=fix, position=Position()))


def shown(path: str) -> str:
    """Return a path that can be printed: odd characters as escapes."""
    if path.isascii() and path.isprintable():
        return path
    marked = (
        c if c.isprintable() else c.encode("unicode_escape").decode("ascii")
        for c in path
    )
    return "".join(marked)


def name_problem(path: str) -> str | None:
    """Return the kind of what is wrong with the last part of a path, if anything."""
    name = path.rpartition("/")[2]
    return None if _PART.fullmatch(name) or name in _KEPT else "odd-name"


def is_data(path: str) -> bool:
    """Tell whether a file is read as data."""
    return path.endswith(SUFFIXES)


def is_kept(path: str) -> bool:
    """Tell whether a file may be there although it is no data."""
    return path.rpartition("/")[2] in _KEPT or bool(_REGULATION.fullmatch(path))


def twins(paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each path that some file systems take for another one."""
    seen: dict[str, str] = {}
    for path in paths:
        folded = path.lower() if path.isascii() else _folded(path)
        other = seen.setdefault(folded, path)
        if other != path:
            yield entry_problem("name-twin", path, other=shown(other))


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFKC", path).casefold())
