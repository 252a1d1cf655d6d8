"""JSON Schema files: the same promises as for YAML, from the standard parser."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from dangan.model.finding import Place
from dangan.model.json import JsonObject
from dangan.model.problem import Problem
from dangan.syntax.build import Builder, EventSource
from dangan.syntax.characterfaults import character_problems
from dangan.syntax.characters import neutral
from dangan.syntax.lines import Lines
from dangan.syntax.wording import WARNINGS, worded


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def read_json(
    text: str, path: str, parser: Callable[[str], EventSource]
) -> tuple[JsonObject | None, tuple[Problem, ...]]:
    """Return the object of a JSON text, or what refuses it, with places."""
    problems = character_problems(text, path)
    data: Any = None
    try:
        data = json.loads(
            neutral(text), object_pairs_hook=_once, parse_constant=_finite
        )
    except _TwiceError:
        problems += _duplicates(text, path, parser)
    except json.JSONDecodeError as error:
        problems.append(_problem("not-json", text, path, error.pos))
    except (ValueError, RecursionError):
        problems.append(_problem("not-json", text, path, 0))
    else:
        if not isinstance(data, dict):
            problems.append(_problem("root-not-mapping", text, path, 0))
    refused = any(problem.kind not in WARNINGS for problem in problems)
    return (None if refused else data), tuple(problems)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) < len(pairs):
        raise _TwiceError
    return data


def _finite(word: str) -> Any:
    raise ValueError(word)


def _duplicates(
    text: str, path: str, parser: Callable[[str], EventSource]
) -> list[Problem]:
    safe = neutral(text)
    builder = Builder(path, safe, parser(safe))
    builder.build()
    return [p for p in builder.problems if p.kind == "duplicate-key"]


def _problem(kind: str, text: str, path: str, index: int) -> Problem:
    fact, fix = worded(kind)
    position = Lines(text).position(index)
    return Problem(kind, Place(path).says(fact, hint=fix, position=position))
