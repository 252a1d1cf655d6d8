"""Putting a finished catalogue over an older one: what is the same stays untouched.

A server that copies the folder then copies only what changed. Nothing of the
older catalogue is ever used for the new one.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from pathlib import Path

from dangan.site.stream import put


def clear_way(out: Path, wanted: Collection[str]) -> None:
    """Take away what must not be written to: links, folders in place of files.

    Args:
        out: folder of an older catalogue; it need not exist.
        wanted: paths below it that will be written.
    """
    for folder, below, files in os.walk(out):
        for name in (*below, *files):
            path = Path(folder, name)
            if path.is_symlink():
                path.unlink()
    for name in wanted:
        way = out / name
        for part in (*reversed(way.relative_to(out).parents[:-1]),):
            if (out / part).is_file():
                (out / part).unlink()
        if way.is_dir():
            shutil.rmtree(way)


def settle(made: Path, out: Path, written: Collection[str]) -> None:
    """Move the files below ``made`` to ``out`` and remove what is in neither.

    Args:
        made: the other pages and assets of the new catalogue.
        out: the folder that readers see.
        written: paths below ``out`` that were written there already.
    """
    files = sorted(p for p in made.rglob("*") if p.is_file())
    names = {path.relative_to(made).as_posix(): path for path in files}
    clear_way(out, names)
    for name, path in names.items():
        target = out / name
        target.parent.mkdir(parents=True, exist_ok=True)
        put(target, path.read_bytes())
    _sweep(out, {*names, *written})


def _sweep(out: Path, kept: Collection[str]) -> None:
    """Remove every file that is not kept, and folders that are empty then."""
    for folder, _, files in os.walk(out, topdown=False):
        for name in files:
            path = Path(folder, name)
            if path.relative_to(out).as_posix() not in kept:
                path.unlink()
        if folder != str(out) and not any(Path(folder).iterdir()):
            Path(folder).rmdir()
