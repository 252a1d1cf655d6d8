"""The product's record types and their examples, read as a repository reads them."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from dangan import syntax
from dangan.model.record import Document, Record
from dangan.model.recordtype import RecordType
from dangan.schema import build_type

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"
#: Values that a mutation puts where something else stood.
ODD_VALUES: tuple[Any, ...] = (
    None, True, 0, 1, 1.0, -1, 2.5, 10**9, "", " ", "x", "a\n", "　", "\u200b", "１２",
    "2024-02-30", "2024-02-29", "P1Y", "../x", [], [1, 1], {}, {"x": 1},
)  # fmt: skip


def read(path: Path) -> Document:
    """Return a YAML or JSON file as a document; a refused one fails the test."""
    name = path.relative_to(SCHEMAS.parent).as_posix()
    if path.suffix == ".json":
        return Document(name, json.loads(path.read_text("utf-8")))
    parsed = syntax.load(path.read_bytes(), name)
    assert parsed.data is not None, [str(p.draft.message) for p in parsed.problems]
    return Document(name, parsed.data, parsed.digest, parsed.text)


@cache
def core() -> dict[str, Document]:
    """Return ``$id`` → shared schema."""
    files = sorted((SCHEMAS / "core").glob("*.schema.json"))
    return {str(d.data["$id"]): d for d in map(read, files)}


@cache
def record_types() -> dict[str, RecordType]:
    """Return id → record type of the product."""
    folders = sorted(path.parent for path in SCHEMAS.glob("types/*/type.yaml"))
    return {folder.name: type_of(folder) for folder in folders}


def type_of(folder: Path) -> RecordType:
    """Return the record type that a folder of the product describes."""
    schema = read(folder / "record.schema.json")
    return build_type(read(folder / "type.yaml"), schema, core())


def examples(kind: str) -> list[Path]:
    """Return the ``valid`` or ``invalid`` examples of all types."""
    files = sorted(SCHEMAS.glob(f"types/*/examples/{kind}/*.yaml"))
    return [path for path in files if path.name != "expect.yaml"]


def record(data: Any, path: str = "records/x/_drafts/x.yaml") -> Record:
    """Return data as a record."""
    return Record(Document(path, data))


def mutations(data: Any) -> Iterator[Any]:
    """Yield copies of a value, each altered at one place."""
    for way in _ways(data):
        for odd in ODD_VALUES:
            yield _altered(data, way, odd)
        yield _altered(data, (*way, "strange_key"), 1)
        yield _without(data, way)


def _ways(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(node, dict):
        items = node.items()
    elif isinstance(node, list):
        items = enumerate(node)
    for step, inner in items:
        yield (*way, step)
        yield from _ways(inner, (*way, step))


def _altered(data: Any, way: tuple[Any, ...], value: Any) -> Any:
    twin = copy.deepcopy(data)
    node = twin
    for step in way[:-1]:
        node = node[step] if isinstance(node, dict | list) else {}
    if isinstance(node, dict) or (isinstance(node, list) and isinstance(way[-1], int)):
        node[way[-1]] = value
    return twin


def _without(data: Any, way: tuple[Any, ...]) -> Any:
    twin = copy.deepcopy(data)
    node = twin
    for step in way[:-1]:
        node = node[step]
    del node[way[-1]]
    return twin
