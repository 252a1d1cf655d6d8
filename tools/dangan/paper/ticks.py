"""Choices of a blank form as boxes to tick, from the lists of the regulation."""

from __future__ import annotations

from dangan.model.json import JsonObject
from dangan.paper.bench import Bench
from dangan.policy.policy import Policy

#: A box, and a space at which no line breaks.
BOX = "□\u00a0"
_SECTION = "vocabularies"


def ticks(bench: Bench, policy: Policy | None, entry: JsonObject) -> str:
    """Return the values that a list of the regulation has for a field; or nothing."""
    places = {_any(source) for source in entry.get("from", ())}
    for rule in policy.rules(_SECTION) if policy else ():
        field = rule.get("field")
        if isinstance(field, str) and _any(field) in places:
            rows = rule.get("values", ())
            return "　".join(f"{BOX}{bench.text(row.get('label'))}" for row in rows)
    return ""


def _any(path: str) -> str:
    """Return a path with its places in lists left open: ``diagnoses.*.eyes``."""
    steps = ("*" if step.isdecimal() else step for step in path.split("."))
    return ".".join(steps).removesuffix(".*")
