"""Parts of a number scheme: how each is written and read, exactly and as typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from dangan.model.message import M, Message

Kind = Literal["const", "code", "date", "count", "serial", "text"]
#: Digits and the largest value of what ``take`` takes from a date.
DATES: Mapping[str, tuple[int, int]] = {
    "year": (4, 9999),
    "year2": (2, 99),
    "month": (2, 12),
    "day": (2, 31),
}
_ASCII_FORMS = str.maketrans("·/()（）", "._____")
_SAFE = re.compile(r"[0-9A-Za-z._-]*")
_DIGITS = "0123456789"
_RUN = re.compile("[0-9]*")


@dataclass(frozen=True, slots=True)
class Code:
    """How one entry of a list is written in numbers."""

    official: str
    #: For file names; empty where nobody gave an ASCII form.
    ascii: str
    #: Other writings that people use (labels), for the normaliser.
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One typed part of a scheme."""

    name: str
    kind: Kind
    #: Where the value comes from: ``record`` or ``volume`` (the one it is in).
    of: str = "record"
    #: Fields, of which the first that is stated counts.
    sources: tuple[str, ...] = ()
    #: What is taken from a date.
    take: str = ""
    width: int = 0
    #: A count beyond the width gets longer instead of being refused.
    widen: bool = False
    codes: Mapping[str, Code] = field(default_factory=dict)
    pattern: str = "[0-9A-Z]+"
    #: The list that declares the codes.
    vocabulary: str = ""
    #: What people call it, by language.
    label: Mapping[str, str] = field(default_factory=dict)

    @property
    def largest(self) -> int:
        """Return the largest count that fits the width."""
        return int("9" * self.width or "0")

    def misfit(self, value: str | None) -> Message | None:
        """Return why a value cannot stand in a number, or nothing."""
        if value is None:
            return M("{part} of the number is missing", part=self.name)
        if self.kind in ("const", "code"):
            return self._uncoded(value)
        gaps = {"part": self.name, "largest": self.largest, "form": self.pattern}
        if self.kind == "text" and not re.fullmatch(self.pattern, value):
            return M("{part} is not of the form {form}", **gaps)
        if self.kind in ("serial", "count") and not self._fits(int(value)):
            return M("{part} has no room beyond {largest}", **gaps)
        return None

    def official(self, value: str) -> str:
        """Write a value as the number shows it; ``KeyError`` for an unknown code."""
        if self.kind in ("const", "code"):
            return self.codes[value].official
        return value if self.kind == "text" else value.rjust(self.width, "0")

    def ascii(self, value: str) -> str:
        """Write a value for file names; empty where it has no ASCII form."""
        if self.kind in ("const", "code"):
            return self.codes[value].ascii
        return to_ascii(self.official(value))

    def read(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        """Yield (value, end) for every way to read the official form here."""
        if self.kind in ("const", "code"):
            for value, code in self.codes.items():
                if code.official and text.startswith(code.official, at):
                    yield value, at + len(code.official)
        elif self.kind == "text":
            yield from _prefixes(self.pattern, text, at)
        else:
            yield from self._read_digits(text, at)

    def read_ascii(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        """Yield (ASCII text in lower case, end) for every way to read a slug here."""
        if self.kind in ("const", "code"):
            for form in {code.ascii.casefold() for code in self.codes.values()}:
                if form and text.startswith(form, at):
                    yield form, at + len(form)
        elif self.kind == "text":
            yield from _prefixes("[0-9a-z._-]+", text, at)
        else:
            yield from ((text[at:end], end) for _, end in self._read_digits(text, at))

    def read_loose(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        """Yield (value, end) for the ways in which people write it."""
        if self.kind in ("const", "code"):
            yield from self._read_names(text, at)
        elif self.kind == "text":
            yield from _prefixes(self.pattern, text, at)
        else:
            found = (*self._read_digits(text, at), *self._unpadded(text, at))
            yield from dict.fromkeys(found)

    def _uncoded(self, value: str) -> Message | None:
        gaps = {"part": self.name, "list": self.vocabulary}
        if value not in self.codes:
            return M("{part} of the number is not in {list}", **gaps)
        if not self.codes[value].official:
            return M("{part} has no code in {list}", **gaps)
        return None

    def _fits(self, count: int) -> bool:
        return count > 0 and (self.widen or count <= self.largest)

    def _read_digits(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        run = _digits(text, at)
        if len(run) >= self.width and self._allows(run[: self.width]):
            yield self._value(run[: self.width]), at + self.width
        if self.widen and run[:1] != "0":
            for length in range(self.width + 1, len(run) + 1):
                yield run[:length], at + length

    def _unpadded(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        """Read a count with zeros too few or too many, where nothing is doubtful."""
        run = _digits(text, at)
        stands_alone = at == 0 or text[at - 1] not in _DIGITS
        if stands_alone and self.take not in ("year", "year2") and self._allows(run):
            yield self._value(run), at + len(run)

    def _allows(self, digits: str) -> bool:
        if not digits.strip("0"):
            return False
        if self.kind == "date":
            return int(digits) <= DATES[self.take][1]
        return self._fits(int(digits))

    def _value(self, digits: str) -> str:
        plain = digits.lstrip("0")
        return plain.rjust(self.width, "0") if self.kind == "date" else plain

    def _read_names(self, text: str, at: int) -> Iterator[tuple[str, int]]:
        found = {
            (value, end)
            for value, code in self.codes.items()
            for name in (code.official, code.ascii, *code.aliases)
            if name and (end := loose_end(name, text, at)) >= 0
        }
        yield from sorted(found)


def to_ascii(text: str) -> str:
    """Return a form that is safe in a file name, or nothing where there is none."""
    form = text.translate(_ASCII_FORMS)
    return form if _SAFE.fullmatch(form) else ""


def fold(text: str) -> str:
    """Undo what keyboards do to numbers: width, case, spaces."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(plain.split())


def loose_end(form: str, text: str, at: int) -> int:
    """Return where a written form ends in folded text, or -1.

    Letters and digits must agree; a separator may be any other one, or missing.
    """
    end = at
    for char in fold(form):
        if not char.isalnum():
            end = skip_separators(text, end)
        elif text[end : end + 1] == char:
            end += 1
        else:
            return -1
    return end


def skip_separators(text: str, at: int) -> int:
    """Return the place of the next letter or digit."""
    while at < len(text) and not text[at].isalnum():
        at += 1
    return at


def _prefixes(pattern: str, text: str, at: int) -> Iterator[tuple[str, int]]:
    form = re.compile(pattern)
    for end in range(at + 1, len(text) + 1):
        if form.fullmatch(text, at, end):
            yield text[at:end], end


def _digits(text: str, at: int) -> str:
    return _RUN.match(text, at).group()  # type: ignore[union-attr]  # may be empty
