"""Findings as JSON, for programs; the format has a version of its own."""

from __future__ import annotations

import json
from typing import Any

from dangan import __version__
from dangan.model.finding import Finding, Place, Position
from dangan.model.json import dotted
from dangan.report.i18n import render
from dangan.report.result import Result

#: Raised when a name changes its meaning or goes; new names do not raise it.
FORMAT = "dangan.check/1"


def as_json(result: Result, lang: str) -> str:
    """Return the report as one JSON object, names in a fixed order."""
    report = {
        "format": FORMAT,
        "dangan": __version__,
        "as_of": result.as_of.isoformat(),
        "files": result.files,
        "exit_code": result.exit_code,
        "counts": {**result.count(), "older": result.older},
        "findings": [_finding(found, lang) for found in result.listed],
        "not_run": [{"code": code, "path": path} for code, path in result.not_run],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _finding(found: Finding, lang: str) -> dict[str, Any]:
    return {
        "code": found.code,
        "severity": found.severity.name.lower(),
        "tier": found.tier.value,
        "blocks": found.blocks,
        **_place(Place(found.path, found.pointer), found.position),
        "subject": found.subject,
        "message": render(found.message, lang),
        "hint": render(found.hint, lang) if found.hint else "",
        "clauses": list(found.clauses),
        "related": [_place(*row) for row in found.related],
        "waived": bool(found.waived),
        "touched": found.touched,
    }


def _place(place: Place, position: Position) -> dict[str, Any]:
    return {
        "path": place.path,
        "line": position.line,
        "column": position.column,
        "pointer": dotted(place.pointer),
    }
