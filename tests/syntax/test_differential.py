"""Two parsers, one verdict: what PyYAML's C and pure parser cut differently is refused.

The mutations are seeded, so that a failure can be repeated.
"""

from __future__ import annotations

import random
from typing import Any

import pytest
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from dangan.model.finding import Position
from dangan.syntax import load

pytestmark = pytest.mark.slow

SEEDS = (
    "number: MK-2021-001\nresponsible: {department: marketing, person: P007}\n"
    'formed_on: 2021-03-18\nlocation: {room: A, box: "017"}\n'
    "events:\n  - {kind: placed, on: 2021-04-02}\n  - kind: lent\n    by: P003\n",
    'a: {b: c, d: [1, "x", y]}\n',
    'n: |\n  x\n  y\nm: >-\n  a\n\n  b\nq: "a\\n b\n  c"\ns: \'it\'\'s\'\n',
    "l:\n  - a: 1\n    b: [x, {y: z}]\n  - - 1\n    - 2\n",
    "? a\n: b\nc: # x\n  d\n",
    "t: a b\n  c\n\n  d\n",
    "x: {a?: b, c:d, e: f?g}\n",
    "---\na: 1\n...\n",
    "title: 合同 #3 报告\nk: 甲：乙\n",
)  # fmt: skip
PIECES = (
    "?", ":", ",", "-", "#", " ", "\n", '"', "'", "|", ">", "&a", "*a", "!", "%", "@",
    "`", "{", "}", "[", "]", "a", "0", "~", "\\", "<<", "...", "---", "  ", "\t",
    "\ufeff", "\u2028", "\x00", "：", "é", "\r", "= ", ": ", "- ", "? ", "#x", "|+",
    ">2", "\\u202e", "1e5", "no",
)  # fmt: skip
ROUNDS, EACH = 12, 1000


class Pure(Reader, Scanner, Parser):
    """PyYAML's parser in Python."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)


def _mutated(rng: random.Random) -> str:
    text = list(rng.choice(SEEDS))
    for _ in range(rng.choice((1, 1, 2, 3, 5))):
        at = rng.randrange(len(text) + 1)
        kind = rng.random()
        if kind < 0.5:
            text[at:at] = rng.choice(PIECES)
        elif kind < 0.75:
            del text[at : at + rng.choice((1, 1, 2, 5))]
        else:
            start = rng.randrange(len(text) + 1)
            text[at:at] = text[start : start + rng.choice((1, 3, 8))]
    return "".join(text)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_both_parsers_say_the_same(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  repeatable
    for _ in range(EACH):
        text = _mutated(rng).encode()
        first, second = load(text, "x"), load(text, "x", parser=Pure)
        assert first.data == second.data, text


@pytest.mark.parametrize("seed", range(100, 100 + ROUNDS))
def test_no_mutation_breaks_the_loader(seed: int) -> None:
    rng = random.Random(seed)  # noqa: S311  repeatable
    for _ in range(EACH):
        text = _mutated(rng)
        lines = text.split("\n")
        parsed = load(text.encode(), "x")
        assert parsed.data is not None or parsed.problems
        for problem in parsed.problems:
            _inside(problem.draft.position, lines)


def _inside(position: Position | None, lines: list[str]) -> None:
    assert position
    assert 1 <= position.line <= len(lines)
    assert 1 <= position.column <= len(lines[position.line - 1]) + 1


def test_random_bytes_do_not_break_the_loader() -> None:
    rng = random.Random(7)  # noqa: S311  repeatable
    for _ in range(2000):
        content = rng.randbytes(rng.randrange(60))
        parsed: Any = load(content, "x")
        assert parsed.data is not None or parsed.problems
