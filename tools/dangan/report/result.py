"""The result of one run of checks: the one list that every format reports."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from dangan.model.finding import Finding, Severity
from dangan.model.message import M, Message


@dataclass(frozen=True)
class Result:
    """Findings in order, with what the last line counts."""

    findings: tuple[Finding, ...]
    #: How many files were read.
    files: int
    as_of: datetime.date
    #: (code, path) of checks that could not look at a file.
    not_run: tuple[tuple[str, str], ...] = ()
    #: Whether findings that a change does not touch are listed one by one.
    list_old: bool = False

    @property
    def exit_code(self) -> int:
        """Return 1 if anything blocks, else 0; every format uses this."""
        return 1 if any(found.blocks for found in self.findings) else 0

    @property
    def listed(self) -> tuple[Finding, ...]:
        """Return what is reported one by one."""
        return tuple(f for f in self.findings if f.touched or self.list_old)

    @property
    def older(self) -> int:
        """Return how many findings stood before the change and are only counted."""
        return len(self.findings) - len(self.listed)

    def count(self) -> Counter[str]:
        """Return how many listed findings there are of each sort."""
        return Counter(
            "waived" if found.waived else found.severity.name.lower()
            for found in self.listed
        )

    def summary(self) -> Iterator[Message]:
        """Yield the parts of the last line."""
        yield M("{n} files", n=self.files)
        count = self.count()
        if not self.findings:
            yield M("nothing to object to")
        yield from _parts(count)
        if self.older:
            yield M("{n} that stood before this change", n=self.older)
        if self.not_run:
            files = len({path for _, path in self.not_run})
            yield M("{n} files not looked at in full", n=files)


def _parts(count: Counter[str]) -> Iterator[Message]:
    if n := count[Severity.ERROR.name.lower()]:
        yield M("{n} errors", n=n)
    if n := count[Severity.WARNING.name.lower()]:
        yield M("{n} warnings", n=n)
    if n := count[Severity.INFO.name.lower()]:
        yield M("{n} notes", n=n)
    if n := count["waived"]:
        yield M("{n} waived", n=n)
