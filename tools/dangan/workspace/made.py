"""What is made of types and regulations, kept by what it was made of.

Expanding schemas and proving packs takes longer than a hook has time for, and
their files change rarely. The key holds the digests of those files and the state
of the code that reads them; an error is never kept.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import dangan
from dangan.model.record import Document
from dangan.repo.cache import Cache
from dangan.repo.sealed import read_sealed, write_sealed

T = TypeVar("T")


def made(
    store: Cache | None,
    name: str,
    documents: Iterable[Document],
    layers: tuple[str, ...],
    make: Callable[[], T],
) -> T:
    """Return what ``make`` returns, from the last run where nothing changed.

    Args:
        store: where to keep it; None: it is made.
        name: file to keep it in.
        documents: all it depends on beside the code.
        layers: folders of the code it depends on.
        make: makes it, of what ``marshal`` can write.
    """
    if store is None:
        return make()
    key = key_of(documents, layers)
    place = store.folder.parent / name
    known: Any = read_sealed(place, key)
    if known is None:
        known = make()
        write_sealed(place, key, known)
    return known  # type: ignore[no-any-return]


def key_of(documents: Iterable[Document], layers: tuple[str, ...]) -> bytes:
    """Return 32 bytes that change with the documents and the code of some layers."""
    data = sorted((document.path, document.digest) for document in documents)
    told = (dangan.__version__, sys.version, [_code(layer) for layer in layers], data)
    return hashlib.sha256(repr(told).encode()).digest()


@cache
def _code(layer: str) -> list[tuple[str, int]]:
    """Return the files of a layer with the time of their last change."""
    return sorted(
        (entry.name, entry.stat().st_mtime_ns)
        for entry in os.scandir(Path(dangan.__file__).parent / layer)
        if entry.name.endswith(".py")
    )
