"""Conditions as people type them: ``class=HT-GX``, or ``{pages: {minimum: 9}}``."""

from __future__ import annotations

from typing import Any

import click

from dangan.cli.context import Invocation
from dangan.model.json import JsonObject
from dangan.model.message import M


def condition_of(invocation: Invocation, typed: tuple[str, ...]) -> JsonObject:
    """Return what all typed conditions ask together; a usage error if unreadable.

    A value may be a list with commas; ``{…}`` is a condition as packs write it.
    """
    found: dict[str, Any] = {}
    for text in typed:
        found.update(_braces(text) if text.startswith("{") else _pair(text))
        if None in found:
            hint = M(
                "write FIELD=VALUE, or a condition as packs do: {typed}", typed=text
            )
            raise click.UsageError(invocation.text(hint))
    return found


def _pair(text: str) -> dict[Any, Any]:
    path, equals, value = text.partition("=")
    if not equals or not path:
        return {None: None}
    words = value.split(",")
    known: list[Any] = [_plain(word) for word in words]
    return {path: known if len(known) > 1 else known[0]}


def _plain(word: str) -> str | bool | int:
    if word in {"true", "false"}:
        return word == "true"
    return word


def _braces(text: str) -> dict[Any, Any]:
    from dangan import syntax
    from dangan.policy.conditions import predicate

    read = syntax.load(f"condition: {text}\n".encode(), "--for")
    condition = read.data.get("condition") if read.data else None
    if read.problems or not isinstance(condition, dict):
        return {None: None}
    try:
        predicate(condition)
    except (ValueError, KeyError, TypeError):
        return {None: None}
    return condition
