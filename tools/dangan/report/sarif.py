"""Findings as SARIF 2.1.0, which code scanning services read."""

from __future__ import annotations

import hashlib
import json
from typing import Any
from urllib.parse import quote

from dangan import __version__
from dangan.checks._registry import find
from dangan.model.finding import Finding, Place, Position, Severity
from dangan.model.json import dotted
from dangan.model.message import Message
from dangan.report.i18n import render, translator
from dangan.report.result import Result

_LEVEL = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "note",
}


def sarif(result: Result, lang: str) -> str:
    """Return the report as a SARIF log with one run."""
    codes = sorted({found.code for found in result.listed})
    driver = {
        "name": "dangan",
        "version": __version__,
        "rules": [_rule(code, lang) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(f, codes.index(f.code), lang) for f in result.listed],
    }
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str, lang: str) -> dict[str, Any]:
    check = find(code)
    title = check.title if check else code
    return {
        "id": code,
        "name": check.name if check else code,
        "shortDescription": {"text": translator(lang)(title)},
        "help": {"text": f"dangan checks show {code}"},
    }


def _result(found: Finding, index: int, lang: str) -> dict[str, Any]:
    say = [found.message, *([found.hint] if found.hint else [])]
    suppressions = [{"kind": "inSource"}] if found.waived else []
    return {
        "ruleId": found.code,
        "ruleIndex": index,
        "level": _LEVEL[found.severity],
        "message": {"text": "\n".join(render(part, lang) for part in say)},
        "locations": [_location(Place(found.path, found.pointer), found.position)],
        "relatedLocations": [_location(*row) for row in found.related],
        "partialFingerprints": {"dangan/1": _fingerprint(found)},
        "baselineState": "new" if found.touched else "unchanged",
        "suppressions": suppressions,
        "properties": {"tier": found.tier.value, "clauses": list(found.clauses)},
    }


def _location(place: Place, position: Position) -> dict[str, Any]:
    region = {"startLine": position.line, "startColumn": position.column}
    if position.end_column:
        region["endColumn"] = position.end_column
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.path)},
            "region": region,
        },
        "logicalLocations": [{"fullyQualifiedName": dotted(place.pointer)}],
    }


def _fingerprint(found: Finding) -> str:
    """Return what stays the same while lines move."""
    message: Message = found.message
    whole = f"{found.code}\0{found.path}\0{dotted(found.pointer)}\0{message}"
    return hashlib.sha256(whole.encode()).hexdigest()[:32]
