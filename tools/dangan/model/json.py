"""The JSON-like values that a record consists of.

A loaded record holds ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool``
and ``None`` because JSON Schema validators insist on those classes. Nobody may
change them after loading; the aliases here are therefore read-only views.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

#: Any value of a record. ``Any`` inside because type checkers cannot follow
#: a recursive alias through JSON Schema libraries.
Json = Any
#: A mapping of a record, read only.
JsonObject = Mapping[str, Any]
#: The way to a node: keys and list indexes from the root.
Pointer = tuple[str | int, ...]

_ABSENT = object()


def pointer(path: str | Pointer) -> Pointer:
    """Turn a dotted path (``"materials.0.kind"``) into a pointer."""
    return _pointer(path) if isinstance(path, str) else path


@lru_cache(maxsize=4096)
def _pointer(path: str) -> Pointer:
    return tuple(int(p) if p.isdecimal() else p for p in path.split(".") if p)


def dotted(route: Pointer) -> str:
    """Write a pointer for people: ``materials[0].kind``."""
    text = ""
    for step in route:
        text += f"[{step}]" if isinstance(step, int) else f".{step}"
    return text.lstrip(".")


def lookup(data: Json, path: str | Pointer, default: Json = None) -> Json:
    """Return the value at a path, or ``default`` where there is none."""
    node = data
    for step in _pointer(path) if path.__class__ is str else path:
        # Nearly every step goes into a dict by a word; a class tells it fastest.
        if node.__class__ is dict and step.__class__ is str:
            node = node.get(step, _ABSENT)
        else:
            node = _child(node, step)
        if node is _ABSENT:
            return default
    return node


def _child(node: Json, step: str | int) -> Json:
    if isinstance(node, Mapping):
        return node.get(str(step), _ABSENT)
    if isinstance(node, list | tuple) and isinstance(step, int):
        return node[step] if -len(node) <= step < len(node) else _ABSENT
    return _ABSENT
