"""The blocks of a page as what a reader does: commands, edits, files.

A page is followed from top to bottom in one folder:

- ``console``: each line after ``$`` is run by a shell; the lines below it must be
  printed in this order; ``…`` stands for anything, alone for any number of lines.
- ``diff title="path"``: the lines with ``-`` become the lines with ``+``.
- ``csv title="name.xlsx"``: the rows are typed into the workbook that is there.
- any other language with ``title="path"``: the file is written.

A command whose shown lines end in ``[1]`` is expected to exit with 1, and so on.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import python_calamine
import xlsxwriter

from support.source import ROOT

FENCE = re.compile(r"^( *)```(\w+)([^\n]*)\n(.*?)^\1```$", re.DOTALL | re.MULTILINE)
TITLE = re.compile(r'title="([^"]+)"')
CODE = re.compile(r"\[(\d+)\]")
ELLIPSIS = "…"
#: Programs of this environment that pages may call.
OURS = ("dangan", "pytest", "ruff", "mypy")
#: What differs from run to run, and what stands for it.
MASKS = (
    (re.compile(r"\b01[0-9A-HJKMNP-TV-Z]{24}\b|\b01[0-9A-HJKMNP-TV-Z]+…"), "‹id›"),
    (re.compile(r"\b(?=\w*\d)[0-9a-f]{7,40}\b"), "‹commit›"),
    (re.compile(r"\d+(?= 个其他页面| other pages| 处$| that stood)"), "‹count›"),
    (re.compile(r"\s+"), " "),
)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block of a page: where it begins, what it is, what it holds."""

    line: int
    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Step:
    """A command, the lines shown below it, and the exit code they announce."""

    command: str
    shown: tuple[str, ...]
    code: int


def blocks(page: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page in order, unindented."""
    for found in FENCE.finditer(page):
        indent, language, rest, text = found.groups()
        title = TITLE.search(rest)
        lines = (line.removeprefix(indent) for line in text.splitlines())
        number = page.count("\n", 0, found.start()) + 1
        yield Block(number, language, title[1] if title else "", "\n".join(lines))


def steps(text: str) -> Iterator[Step]:
    """Yield the commands of a console block, each with what it shows."""
    for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:]:
        command, *shown = part.rstrip().splitlines()
        code = CODE.fullmatch(shown[-1]) if shown else None
        if code:
            shown.pop()
        yield Step(command, tuple(shown), int(code[1]) if code else 0)


def masked(line: str) -> str:
    """Return a line without what differs from run to run."""
    for pattern, instead in MASKS:
        line = pattern.sub(instead, line)
    return line.strip()


def first_missing(shown: tuple[str, ...], said: str) -> str | None:
    """Return the first shown line that a command did not say in this order."""
    lines = [line for row in said.splitlines() if (line := masked(row))]
    at, free = 0, False
    for wanted in filter(None, map(masked, shown)):
        if wanted == ELLIPSIS:
            free = True
            continue
        rest = lines[at:] if free else lines[at : at + 1]
        pattern = re.compile(".*".join(map(re.escape, wanted.split(ELLIPSIS))))
        found = [n for n, line in enumerate(rest) if pattern.fullmatch(line)]
        if not found:
            return wanted
        at += found[0] + 1
        free = False
    return None


class Reader:
    """Somebody who does what a page says, in one folder and one shell."""

    def __init__(self, folder: Path, environment: Mapping[str, str]) -> None:
        self.folder = folder
        self.environment = dict(environment)

    def follow(self, page: str) -> None:
        """Do everything; AssertionError names the line of the first difference."""
        for block in blocks(page):
            if block.language == "console":
                for step in steps(block.text):
                    self._run(step, block)
            elif block.language == "diff" and block.title:
                self._edit(block)
            elif block.title.endswith(".xlsx"):
                self._type_in(block)
            elif block.title:
                self._write(block)

    def _run(self, step: Step, block: Block) -> None:
        said, code = self.run(step.command)
        told = f"line {block.line}: $ {step.command}\n{said}"
        assert code == step.code, f"exit code {code}; {told}"
        missing = first_missing(step.shown, said)
        assert missing is None, f"not said: {missing}\n{told}"

    def run(self, command: str) -> tuple[str, int]:
        """Run a line in the shell; the folder and variables it sets stay set."""
        script = (
            f'{command}\ncode=$?\npwd > "$STATE"; env -0 > "$STATE.env"\nexit $code'
        )
        state = self.folder.parent / f"state-{os.getpid()}"
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=self.folder,
            env={**self.environment, "STATE": str(state)},
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        self.folder = Path(state.read_text("utf-8").strip())
        pairs = state.with_suffix(".env").read_text("utf-8").split("\0")
        self.environment = dict(pair.split("=", 1) for pair in pairs if pair)
        return done.stdout, done.returncode

    def _place(self, block: Block) -> Path:
        if ELLIPSIS not in block.title:
            return self.folder / block.title
        found = sorted(self.folder.glob(block.title.replace(ELLIPSIS, "*")))
        assert len(found) == 1, f"line {block.line}: {block.title} is {found}"
        return found[0]

    def _write(self, block: Block) -> None:
        path = self._place(block)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{block.text}\n", encoding="utf-8")

    def _type_in(self, block: Block) -> None:
        path = self._place(block)
        rows = python_calamine.load_workbook(path).get_sheet_by_index(0).to_python()
        heads = rows[0]
        for given in csv.DictReader(block.text.splitlines()):
            assert set(given) <= set(heads), f"line {block.line}: columns are {heads}"
            rows.append([given.get(str(head), "") for head in heads])
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)

    def _edit(self, block: Block) -> None:
        path = self._place(block)
        rows = block.text.splitlines()
        old = "".join(f"{row[1:]}\n" for row in rows if row[:1] != "+")
        new = "".join(f"{row[1:]}\n" for row in rows if row[:1] != "-")
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"line {block.line}: not once in\n{text}"
        path.write_text(text.replace(old, new), encoding="utf-8")


def environment(home: Path, lang: str) -> dict[str, str]:
    """Return variables of somebody who just logged in, with ``dangan`` on PATH.

    The folder of commands comes into being below ``home``.
    """
    bin_ = home / "bin"
    bin_.mkdir(parents=True, exist_ok=True)
    commands = {name: f'"{sys.executable}" -m {name}' for name in OURS}
    # Targets of make install and build; that they exist is what a page is tried for.
    commands["make"] = f'/usr/bin/make --dry-run --silent --directory "{ROOT}"'
    for name, line in commands.items():
        script = bin_ / name
        quiet = " >/dev/null" if name == "make" else ""
        script.write_text(f'#!/bin/sh\nexec {line} "$@"{quiet}\n', encoding="utf-8")
        script.chmod(0o755)
    (home / ".gitconfig").write_text(
        "[user]\n\tname = 王档案（演示）\n\temail = archivist@example.invalid\n"
        "[core]\n\tquotePath = false\n\tpager = cat\n",
        encoding="utf-8",
    )
    when = "2026-06-30T09:00:00+08:00"
    return {
        "HOME": str(home),
        "PATH": f"{bin_}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "tools"),
        "LANG": "C.UTF-8",
        "TZ": "Asia/Shanghai",
        "COLUMNS": "100",
        "DANGAN_LANG": lang,
        "GIT_AUTHOR_DATE": when,
        "GIT_COMMITTER_DATE": when,
        "NO_COLOR": "1",
    }
