"""What templates get: plain frozen values, already cut to the audience and labelled.

Text is never markup here; Jinja escapes all of it. Links are relative to the
page they stand on.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a line: text, a link, or something to read letter by letter."""

    text: str
    href: str = ""
    code: bool = False


Parts = tuple[Part, ...]
#: Characters that half a line of facts has room for.
LONG = 18


@dataclass(frozen=True, slots=True)
class State:
    """A state as a word, with one of the tones ok, due, over, held, calm."""

    word: str
    tone: str = "calm"


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is said under it."""

    label: str
    parts: Parts

    @property
    def long(self) -> bool:
        """Tell whether it needs a line of its own."""
        text = "".join(part.text for part in self.parts)
        return len(text) > LONG or "\n" in text


@dataclass(frozen=True, slots=True)
class Line:
    """A line that may begin with a state and end with the clause behind it."""

    parts: Parts
    state: State | None = None
    clause: Part | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Head of a table column; ``kind``: ``number``, ``date``, ``count`` or nothing."""

    label: str
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: a state, text, or both."""

    parts: Parts = ()
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; every row has as many cells as there are columns."""

    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    #: Totals below the rows.
    foot: tuple[tuple[Cell, ...], ...] = ()
    #: Rows drawn before by ``site.pieces``, instead of ``rows``.
    drawn: tuple[Markup, ...] = ()

    @property
    def size(self) -> int:
        """Return the number of rows."""
        return len(self.rows) or len(self.drawn)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a derivation, with the clauses that order it."""

    text: str
    clauses: Parts = ()


@dataclass(frozen=True, slots=True)
class Why:
    """A derived value in one sentence, which unfolds to its steps."""

    sentence: str
    steps: tuple[Step, ...] = ()
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened, on a day, with the commit that told the archive."""

    on: str
    parts: Parts
    commit: str = ""
    #: A change of the description rather than of the thing.
    note: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing under a title; every text in it is escaped."""

    title: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a record page; ``kind`` picks what the template draws."""

    id: str
    title: str
    kind: str
    facts: tuple[Fact, ...] = ()
    states: tuple[Line, ...] = ()
    lead: Parts = ()
    table: Grid = Grid()
    whys: tuple[Why, ...] = ()
    moments: tuple[Moment, ...] = ()
    #: A drawing made by ``site.drawing``, which escapes every text in it.
    graph: Markup | None = None
    #: The flow chart of a process.
    chart: Chart | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """A clause in the margin of a record."""

    place: str
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class RecordPage:
    """Everything on the page of one record, in the order of reading."""

    title: str
    number: str
    #: False for a draft, whose place holds a word instead of a number.
    copyable: bool
    other_numbers: tuple[str, ...]
    crumbs: Parts
    line: tuple[Fact, ...]
    state: State | None
    sections: tuple[Section, ...]
    rail: tuple[Rule, ...] = ()
    #: QR code for paper, drawn by ``site.qr``.
    code: Markup | None = None


@dataclass(frozen=True, slots=True)
class Sum:
    """A total with its name."""

    label: str
    count: str


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart: name, length in percent of the longest, count."""

    name: Part
    share: str
    count: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a list of lists."""

    name: Part
    count: str = ""
    state: State | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A list of lists under a title."""

    title: Part
    rows: tuple[Row, ...]
    note: str = ""
