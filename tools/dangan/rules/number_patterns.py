"""Patterns of numbers: a row of literals and parts, written and read.

Reading yields every possible way, never just the first, so that what is
doubtful can be refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from dangan.model.errors import PackError
from dangan.model.message import M
from dangan.rules.number_parts import Part, fold, loose_end, skip_separators, to_ascii

#: A pattern is a row of literal texts and parts.
Element = str | Part
_Reader = Callable[[Part, str, int], Iterator[tuple[str, int]]]
_End = Callable[[str, str, int], int]
_GAP = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
_SEGMENT = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z._-]*[0-9A-Za-z])?")


def elements(pattern: str, parts: Mapping[str, Part]) -> tuple[Element, ...]:
    """Read ``WJ{year}-{serial}``; ``PackError`` where it names no such part."""
    pieces = _GAP.split(pattern)
    unknown = [name for name in pieces[1::2] if name not in parts]
    if unknown:
        raise PackError(
            M(
                "the pattern {pattern} names no part {unknown}",
                pattern=pattern,
                unknown=unknown[0],
            )
        )
    mixed: list[Element] = [*pieces]
    mixed[1::2] = [parts[name] for name in pieces[1::2]]
    return tuple(one for one in mixed if one != "")


def names_in(pattern: tuple[Element, ...]) -> tuple[str, ...]:
    """Return the names of the parts of a pattern."""
    return tuple(one.name for one in pattern if isinstance(one, Part))


def ascii_only(pattern: tuple[Element, ...]) -> tuple[Element, ...]:
    """Return a pattern for file names; a literal without ASCII form gets empty."""
    return tuple(one if isinstance(one, Part) else to_ascii(one) for one in pattern)


def written(
    pattern: tuple[Element, ...],
    values: Mapping[str, str],
    write: Callable[[Part, str], str] = Part.official,
) -> str:
    """Write values by a pattern, officially or as ``Part.ascii``."""
    return "".join(
        write(one, values[one.name]) if isinstance(one, Part) else one
        for one in pattern
    )


def is_safe(name: str) -> bool:
    """Tell whether a file or folder may be called so on every system."""
    return bool(_SEGMENT.fullmatch(name)) and not _RESERVED.fullmatch(name)


def readings(
    pattern: tuple[Element, ...],
    text: str,
    reader: _Reader,
    write: Callable[[str], str],
) -> Iterator[dict[str, str]]:
    """Yield the values of every reading; literals stand as ``write`` gives them."""

    def literal(form: str, text: str, at: int) -> int:
        """Return where a fixed text ends; -1 where it does not stand."""
        wanted = write(form)
        return at + len(wanted) if text.startswith(wanted, at) else -1

    yield from _walk(pattern, text, 0, reader, literal)


def loose_readings(
    pattern: tuple[Element, ...], written: str
) -> Iterator[dict[str, str]]:
    """Yield the readings of what somebody typed, separators and padding aside."""
    text = fold(written)
    end = len(text)
    while end and not text[end - 1].isalnum():
        end -= 1
    start = skip_separators(text, 0)
    yield from _walk(pattern, text[start:end], 0, Part.read_loose, loose_end)


def _walk(
    pattern: tuple[Element, ...], text: str, at: int, reader: _Reader, literal: _End
) -> Iterator[dict[str, str]]:
    if not pattern:
        if at == len(text):
            yield {}
        return
    first, rest = pattern[0], pattern[1:]
    if isinstance(first, str):
        end = literal(first, text, at)
        if end >= 0:
            yield from _walk(rest, text, end, reader, literal)
        return
    for value, end in reader(first, text, at):
        for others in _walk(rest, text, end, reader, literal):
            if others.get(first.name, value) == value:
                yield {first.name: value, **others}
