"""Text → data: the one door through which a YAML file enters.

PyYAML's C parser makes the events and everything else is decided here. There is
no second parser to fall back on: two parsers are two readings.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from dangan.model.errors import SetupError
from dangan.model.finding import Place, Position
from dangan.model.json import JsonObject
from dangan.model.problem import Problem
from dangan.syntax.build import MAX_PROBLEMS, Builder, EventSource
from dangan.syntax.characterfaults import character_problems
from dangan.syntax.characters import is_clean, neutral
from dangan.syntax.jsonfile import read_json
from dangan.syntax.lines import Lines
from dangan.syntax.wording import WARNINGS, worded

try:
    from yaml._yaml import CParser
except ImportError as missing:
    raise SetupError(
        "PyYAML was built without its C parser",
        hint="install PyYAML from a wheel: pip install --force-reinstall PyYAML",
    ) from missing

#: Bytes; a record with more holds something that belongs in a file beside it.
MAX_BYTES: Final = 256 * 1024
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What was read from one file; ``data`` is None where anything refuses it."""

    data: JsonObject | None
    problems: tuple[Problem, ...]
    #: SHA-256 of the bytes, in hex.
    digest: str
    text: str = field(default="", repr=False)


def load(
    content: bytes, path: str, *, parser: Callable[[str], EventSource] = CParser
) -> Parsed:
    """Read the bytes of a file; ``path`` is only named in problems.

    Problems are sorted by position. Kinds in ``wording.WARNINGS`` leave the data
    readable. ``parser`` is another one in the differential test only.
    """
    digest = hashlib.sha256(content).hexdigest()
    if len(content) > MAX_BYTES:
        return Parsed(None, (too_large(path),), digest)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        return Parsed(None, (_undecodable(content, path, error.start),), digest)
    read = read_json if path.endswith(".json") else _read
    data, problems = read(text, path, parser)
    return Parsed(data, problems, digest, text)


def too_large(path: str) -> Problem:
    """Return the problem of a file that is refused by its size, unread."""
    return _problem("too-large", path, limit=MAX_BYTES // 1024)


def _read(
    text: str, path: str, parser: Callable[[str], EventSource]
) -> tuple[JsonObject | None, tuple[Problem, ...]]:
    problems: list[Problem] = []
    safe = text
    if not is_clean(text):
        problems = character_problems(text, path)
        safe = neutral(text)
    if "%" in safe:
        problems += _directives(safe, path)
    builder = Builder(path, safe, parser(safe))
    builder.build()
    problems += _independent(builder.problems, problems)
    if not problems and builder.root.__class__ is dict and builder.root:
        return builder.root, ()
    if all(problem.kind in WARNINGS for problem in problems):
        problems += _root(builder, path)
    problems.sort(key=_place)
    refused = any(problem.kind not in WARNINGS for problem in problems)
    return (None if refused else builder.root), tuple(problems)


def _place(problem: Problem) -> Position:
    return problem.draft.position or Position()


def _independent(found: list[Problem], before: list[Problem]) -> list[Problem]:
    """Leave out a failure that a misleading character of the line explains."""
    lines = {_place(problem).line for problem in before}
    return [p for p in found if p.kind != "not-yaml" or _place(p).line not in lines]


def _root(builder: Builder, path: str) -> list[Problem]:
    if builder.root.__class__ is dict and builder.root:
        return []
    empty = builder.root is None or builder.root in ({}, [])
    return [_problem("empty-file" if empty else "root-not-mapping", path)]


def _directives(text: str, path: str) -> list[Problem]:
    lines = Lines(text)
    fact, fix = worded("directive")
    return [
        Problem(
            "directive",
            Place(path).says(fact, hint=fix, position=lines.position(found.start())),
        )
        for found in _DIRECTIVE.finditer(text)
    ][:MAX_PROBLEMS]


def _undecodable(content: bytes, path: str, index: int) -> Problem:
    before = content[:index].decode("utf-8")
    fact, fix = worded("not-utf8")
    position = Lines(before).position(len(before))
    return Problem("not-utf8", Place(path).says(fact, hint=fix, position=position))


def _problem(kind: str, path: str, **gaps: object) -> Problem:
    fact, fix = worded(kind, **gaps)
    place = Place(path)
    return Problem(kind, place.says(fact, hint=fix, position=Lines("").position(0)))
