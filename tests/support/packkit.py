"""Small packs written as text, and the product's own."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from dangan import syntax
from dangan.model.holding import Holding
from dangan.model.json import JsonObject
from dangan.model.record import Document, Record
from dangan.policy.load import load_packs
from dangan.policy.pack import Pack
from dangan.policy.policies import Policies

FOLDER = Path(__file__).resolve().parents[2] / "schemas" / "packs"
#: Ids of the product's packs; loading them takes seconds.
PACKS = sorted(path.parent.name for path in FOLDER.glob("*/pack.yaml"))
HEAD = """
id: {id}
name: {id}-name
title: {{zh: 示例, en: Example}}
"""
EDITION = """
editions:
  - effective_from: "2010-01-01"
"""


def document(path: str, text: str) -> Document:
    """Read a text as a document; the texts of tests are sound."""
    parsed = syntax.load(text.encode(), path)
    assert not parsed.problems, parsed.problems
    assert parsed.data is not None
    return Document(path, parsed.data, parsed.digest, text)


@cache
def schemas() -> tuple[Document, ...]:
    """Return the schemas of packs."""
    paths = sorted(FOLDER.glob("*.schema.json"))
    return tuple(document(f"schemas/packs/{p.name}", p.read_text()) for p in paths)


@cache
def product() -> Mapping[str, Pack]:
    """Return the packs of the product, with their cases."""
    paths = sorted(FOLDER.glob("*/*.yaml"))
    files = [
        document(str(p.relative_to(FOLDER.parent.parent)), p.read_text()) for p in paths
    ]
    return load_packs((*schemas(), *files), cases=True)


def packs(**texts: str) -> Mapping[str, Pack]:
    """Load packs from id → what follows the head of pack.yaml (``_`` is ``-``).

    A text with clauses has them after a line ``---``.
    """
    files = []
    for name, text in texts.items():
        id_ = name.replace("_", "-")
        rules, _, clauses = text.partition("\n---\n")
        head = HEAD.format(id=id_)
        files.append(document(f"schemas/packs/{id_}/pack.yaml", head + rules))
        if clauses:
            body = f'pack: "{id_}"\n{clauses}'
            files.append(document(f"schemas/packs/{id_}/clauses.yaml", body))
    return load_packs((*schemas(), *files))


def holding(**data: Any) -> Holding:
    """Return a holding with this data."""
    return Holding(Document("records/holding.yaml", {"type": "holding", **data}))


def policies(known: Mapping[str, Pack], **data: Any) -> Policies:
    """Return the policies of a holding; items are judged by ``formed_on``."""
    return Policies(known, holding(**data), {"item": _Item()})  # type: ignore[dict-item]


def record(**data: Any) -> Record:
    """Return an item."""
    body: JsonObject = {"type": "item", **data}
    return Record(Document("records/item/2021/X.yaml", body))


class _Item:
    """A record type as far as policies look at it."""

    def names(self, key: str) -> tuple[str, ...]:
        return ("formed_on", "received_on") if key == "governing_date" else ()
