"""Help texts in columns: a Chinese character takes two, and lines end between any."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

import click

#: May not begin a line.
_CLOSING = frozenset("，。；：、！？）》”』】,.;:!?)")
_GAP = 2


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def folded(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a paragraph, each within ``width`` columns if it can be."""
    line = ""
    for piece in _pieces(text):
        if line and columns(line + piece.rstrip()) > width and piece[0] not in _CLOSING:
            yield line.rstrip()
            line = ""
        line += piece
    if line:
        yield line.rstrip()


def _pieces(text: str) -> Iterator[str]:
    """Split where a line may end: after blanks, and around Chinese characters."""
    piece = ""
    for character in " ".join(text.split()):
        if piece and columns(character) > 1:
            yield piece
            piece = ""
        piece += character
        if character == " " or columns(character) > 1:
            yield piece
            piece = ""
    if piece:
        yield piece


class WideFormatter(click.HelpFormatter):
    """Writes paragraphs and lists of options with Chinese text in them."""

    def write_text(self, text: str) -> None:
        """Write paragraphs; one that begins with a backspace keeps its lines."""
        indent = " " * self.current_indent
        room = max(self.width - self.current_indent, 11)
        for index, paragraph in enumerate(text.split("\n\n")):
            kept = paragraph.startswith("\b\n")
            lines = paragraph.split("\n")[1:] if kept else folded(paragraph, room)
            self.write("\n" * bool(index))
            self.write("".join(f"{indent}{line}\n" for line in lines))

    def write_dl(
        self,
        rows: Iterable[tuple[str, str]],
        col_max: int = 30,
        col_spacing: int = _GAP,
    ) -> None:
        """Write names in a first column and what they mean in a second."""
        listed = tuple(rows)
        widest = max((columns(name) for name, _text in listed), default=0)
        first = min(widest, col_max) + col_spacing
        indent = " " * self.current_indent
        room = max(self.width - first - self.current_indent, 10)
        for name, text in listed:
            lines = list(folded(text, room)) or [""]
            fits = columns(name) <= first - col_spacing
            start = f"{indent}{name}"
            pad = " " * (first - columns(name)) if fits else f"\n{indent}{' ' * first}"
            self.write(f"{start}{pad}{lines[0]}".rstrip() + "\n")
            rest = (f"{indent}{' ' * first}{line}\n" for line in lines[1:])
            self.write("".join(rest))


class WideContext(click.Context):
    """A context whose help is laid out in columns."""

    formatter_class = WideFormatter
