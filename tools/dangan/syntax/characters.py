"""Characters that a record must not hold, seen or unseen.

Everything here looks at text alone: it runs before YAML is parsed, because a
U+2028 inside of a comment begins a new line for some parsers and none for others,
and again over texts that were written with escapes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_FAMILIES: tuple[tuple[str, str], ...] = (
    ("line-ending", "\\r"),
    ("line-separator", "\\x0b\\x0c\\x85\u2028\u2029"),
    ("tab", "\\t"),
    ("control-character", "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"),
    ("byte-order-mark", "\ufeff"),
    ("bidi-control", "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"),
    (
        "invisible-character",
        "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200d\u2060-\u2065"
        "\u206a-\u206f\u2800\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufffb"
        "\U000e0000-\U000e0fff",
    ),
    ("odd-space", "\u00a0\u1680\u2000-\u200a\u202f\u205f"),
    (
        "noncharacter",
        "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
        + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF)
                  for plane in range(1, 17)),
    ),
)  # fmt: skip
_WARNINGS: tuple[tuple[str, str], ...] = (
    ("confusable", "\u2e80-\u2eff\u2f00-\u2fd5"),
    (
        "unreliable-character",
        "\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd",
    ),
)
_CLASSES = {kind: re.compile(f"[{chars}]+") for kind, chars in (*_FAMILIES, *_WARNINGS)}
_ASCII = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_ANY = re.compile("[" + "".join(chars for _, chars in (*_FAMILIES, *_WARNINGS)) + "]+")
#: What a file must not hold, one character at a time.
BREAKING = re.compile("[" + "".join(chars for _, chars in _FAMILIES) + "]")
_SPACES = re.compile("[\\t" + dict(_FAMILIES)["odd-space"] + "]")

#: Letters of other scripts that look like Latin ones in every common font.
_LOOKALIKE = "АВЕКМНОРСТУХаеорсухіјѕӀԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧοϲϳ"
_HAS_LOOKALIKE = re.compile(f"[{_LOOKALIKE}]")
_MIXED = re.compile(
    f"[{_LOOKALIKE}]+[A-Za-z]|[A-Za-z][{_LOOKALIKE}]"
    f"|[{_LOOKALIKE}]+[-_./]?[0-9]|[0-9][-_./]?[{_LOOKALIKE}]"
)


def is_clean(text: str) -> bool:
    """Tell, fast, that there is nothing to report in a text."""
    if text.isascii():
        return _ASCII.search(text) is None
    return (
        unicodedata.is_normalized("NFC", text)
        # Each character once: a record has a hundred different ones at most.
        and _ANY.search("".join(set(text))) is None
        and (_HAS_LOOKALIKE.search(text) is None or _MIXED.search(text) is None)
    )


def faults(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield kind, begin and end (indexes) of each run of unwanted characters."""
    for found in _ANY.finditer(text):
        for kind, begin, end in _split(found[0], found.start()):
            lone = kind == "line-ending" and text[end : end + 1] != "\n"
            yield "line-separator" if lone else kind, begin, end
    yield from _decomposed(text)
    if _HAS_LOOKALIKE.search(text):
        for found in _MIXED.finditer(text):
            letter = _HAS_LOOKALIKE.search(text, found.start())
            at = letter.start() if letter else found.start()
            yield "mixed-script", at, at + 1


def neutral(text: str) -> str:
    """Replace what would mislead the parser; positions by line stay the same."""
    spaced = _SPACES.sub(" ", text.replace("\r\n", "\n"))
    return BREAKING.sub("\ufffd", spaced)


def code_point(character: str) -> str:
    """Name a character without showing it: ``U+2F42``."""
    return f"U+{ord(character):04X}"


def _split(run: str, at: int) -> Iterator[tuple[str, int, int]]:
    index = 0
    while index < len(run):
        kind, end = next(
            (kind, found.end())
            for kind, pattern in _CLASSES.items()
            if (found := pattern.match(run, index))
        )
        yield kind, at + index, at + end
        index = end


def _decomposed(text: str) -> Iterator[tuple[str, int, int]]:
    if unicodedata.is_normalized("NFC", text):
        return
    begin = 0
    for line in text.split("\n"):
        normal = unicodedata.normalize("NFC", line)
        if normal != line:
            pairs = zip(line, normal, strict=False)
            same = next((i for i, (a, b) in enumerate(pairs) if a != b), len(normal))
            yield "not-nfc", begin + same, begin + same + 1
        begin += len(line) + 1
