"""What a file says when nothing refuses it, and limits of size and time."""

from __future__ import annotations

import hashlib
import time

import pytest

from dangan.model.finding import Place, Position
from dangan.syntax import MAX_BYTES, load, locate, positions

RECORD = """\
number: MK-2021-001
title: 2021年调研报告
formed_on: 2021-03-18
opened: 2021-03
pages: 42
weight: 1.5
sealed: false
nothing: null
empty:
box: "017"
events:
  - kind: placed
    on: 2021-04-02
notes: |
  第一段。

  第二段 𠮷 𬱖
"""


def test_scalars_mean_what_every_program_reads() -> None:
    assert load(RECORD.encode(), "x").data == {
        "number": "MK-2021-001",
        "title": "2021年调研报告",
        "formed_on": "2021-03-18",
        "opened": "2021-03",
        "pages": 42,
        "weight": 1.5,
        "sealed": False,
        "nothing": None,
        "empty": None,
        "box": "017",
        "events": [{"kind": "placed", "on": "2021-04-02"}],
        "notes": "第一段。\n\n第二段 𠮷 𬱖\n",
    }


def test_the_digest_is_that_of_the_bytes() -> None:
    assert load(b"a: 1\n", "x").digest == hashlib.sha256(b"a: 1\n").hexdigest()


def test_the_size_is_refused_before_parsing() -> None:
    started = time.process_time()
    (problem,) = load(b"a: [" + b"x," * MAX_BYTES + b"]\n", "x").problems
    assert problem.kind == "too-large"
    assert time.process_time() - started < 0.1


BIG = {
    "keys": "".join(f"k{i}: 1\n" for i in range(20_000)),
    "line": "a: " + "x" * 250_000 + "\n",
    "brackets": "a: " + "[" * 250_000,
    "braces": "{" * 250_000,
    "twins": "a: 1\n" * 50_000,
    "not nfc": "a: " + "e\u0301" * 80_000 + "\n",
    "bidi": "a: " + "x\u202e" * 60_000 + "\n",
    "directives": "%x\n" * 80_000,
    "anchors": "".join(f"k{i}: &a{i} 1\n" for i in range(15_000)),
    "radicals": "a: " + "x\u2f42" * 60_000 + "\n",
    "lookalikes": "a: " + "A\u0410" * 80_000 + "\n",
    "colons": "a：\n" * 50_000,
    "numbers": "a: [" + "9" * 200_000 + "]\n",
    "quotes": 'a: "' + "\\x" * 100_000,
    "escapes": 'a: "' + "\\u202e" * 40_000 + '"\n',
    "spaces": "a:" + " " * 250_000 + "#x\n",
    "hashes": "a: b" + " #" * 120_000 + "\n",
    "dashes": "a: 1" + "-1" * 120_000 + "\n",
    "sexagesimal": "a: 1" + ":1" * 120_000 + "x\n",
}


#: Seconds that no linear reading needs on any machine; a quadratic one takes minutes.
QUADRATIC = 10


@pytest.mark.parametrize("name", BIG)
def test_hostile_files_are_quick(name: str) -> None:
    started = time.process_time()
    parsed = load(BIG[name].encode(), "x")
    assert time.process_time() - started < QUADRATIC
    assert len(parsed.problems) <= 201


def test_several_defects_are_all_reported() -> None:
    text = "a: no\nb: 010\na: 12:30\nc: !x y\nd: &q 1\n"
    kinds = [problem.kind for problem in load(text.encode(), "x").problems]
    assert kinds == [
        "ambiguous-word", "leading-zero", "duplicate-key", "sexagesimal", "tag",
        "anchor",
    ]  # fmt: skip


def test_a_duplicate_names_the_line_of_the_first() -> None:
    (problem,) = load(b"b:\n  x: 1\n  y: 2\n  x: 3\n", "x").problems
    assert "first in line 2" in str(problem.draft.message)
    assert problem.draft.place.pointer == ("b", "x")


def test_positions_of_keys_and_values() -> None:
    found = positions(RECORD)
    assert found["pages",].key == Position(5, 1, 6)
    assert found["pages",].value == Position(5, 8, 10)
    assert found["events", 0, "on"].value == Position(13, 9, 19)
    assert found["events", 0].key is None
    assert locate(RECORD, Place("x", ("events", 0, "by", "name"))) == Position(12, 5, 0)


def test_positions_of_a_broken_text_go_as_far_as_they_can() -> None:
    assert set(positions("a: 1\nb: [\n")) == {(), ("a",), ("b",)}


JSON = {
    b'{"a": 1, "a": 2}': ("duplicate-key", 1, 10),
    b'{"a": 1,}': ("not-json", 1, 9),
    b"[1]": ("root-not-mapping", 1, 1),
    b'{"a": NaN}': ("not-json", 1, 1),
    b'{"a":\n "x\xe2\x80\xae"}': ("bidi-control", 2, 4),
}


@pytest.mark.parametrize("content", JSON)
def test_json_files_are_read_as_strictly(content: bytes) -> None:
    (problem, *_) = load(content, "x.json").problems
    position = problem.draft.position
    assert position
    assert (problem.kind, position.line, position.column) == JSON[content]


def test_json_gives_data() -> None:
    assert load(b'{"a": [1, 2.5e3, true]}', "x.json").data == {"a": [1, 2500.0, True]}
