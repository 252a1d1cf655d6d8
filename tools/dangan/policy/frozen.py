"""Rule data that nobody can change by mistake, and how to look into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NoReturn

from dangan.model.json import Json, JsonObject

_ABSENT = object()


class Frozen(dict[str, Any]):
    """A mapping that refuses every change.

    It stays a ``dict`` so that JSON Schema validators, ``json`` and ``pickle``
    take it; lists inside are tuples.
    """

    __slots__ = ("compiled",)

    #: The condition it is, made ready once (``dangan.policy.conditions``).
    compiled: Callable[[JsonObject], bool]

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        msg = "the data of a rule does not change; merge packs instead"
        raise TypeError(msg)

    __setitem__ = _refuse
    __delitem__ = _refuse
    __ior__ = _refuse
    clear = _refuse
    pop = _refuse
    popitem = _refuse
    setdefault = _refuse
    update = _refuse

    def __reduce__(self) -> tuple[type[Frozen], tuple[dict[str, Any]]]:
        """Rebuild from a plain mapping, so that processes can hand it over."""
        return (Frozen, (dict(self),))


def freeze(value: Json) -> Json:
    """Return an equal value of frozen mappings and tuples."""
    if isinstance(value, Mapping):
        return Frozen({str(key): freeze(item) for key, item in value.items()})
    if isinstance(value, list | tuple):
        return tuple(freeze(item) for item in value)
    return value


def thaw(value: Json) -> Json:
    """Return an equal value of plain dicts and lists, for validators and JSON."""
    if isinstance(value, Mapping):
        return {key: thaw(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [thaw(item) for item in value]
    return value


def values_at(data: Json, path: str) -> Iterator[Json]:
    """Yield the values at a dotted path; several where it goes through ``*``."""
    if "*" in path:
        yield from _walk(data, _steps(path))
        return
    for step in _steps(path):
        data = _child(data, step)
        if data is _ABSENT:
            return
    yield data


@cache
def _steps(path: str) -> tuple[str | int, ...]:
    return tuple(int(p) if p.isdecimal() else p for p in path.split(".") if p)


def _walk(node: Json, steps: tuple[str | int, ...]) -> Iterator[Json]:
    if not steps:
        yield node
        return
    step, rest = steps[0], steps[1:]
    if step == "*":
        for entry in node if isinstance(node, list | tuple) else ():
            yield from _walk(entry, rest)
        return
    child = _child(node, step)
    if child is not _ABSENT:
        yield from _walk(child, rest)


def _child(node: Json, step: str | int) -> Json:
    if isinstance(node, dict | Mapping):
        return node.get(str(step), _ABSENT)
    if isinstance(node, list | tuple) and isinstance(step, int) and step < len(node):
        return node[step]
    return _ABSENT
