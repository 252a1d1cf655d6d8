"""Writing the record pages: shell and fragment joined, one file after the other."""

from __future__ import annotations

from pathlib import Path

from dangan.site.catalogue import Catalogue
from dangan.site.shell import Shell


def stream(catalogue: Catalogue, shell: Shell, site: Path) -> int:
    """Write every record page below ``site`` and return how many there are."""
    made: set[Path] = set()
    count = 0
    for path, title, body in catalogue.records():
        target = site / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_text(shell.fill(title, body), encoding="utf-8", newline="\n")
        count += 1
    return count
