"""Findings as workflow commands, which a forge shows beside the line."""

from __future__ import annotations

from dangan.model.finding import Finding, Severity
from dangan.model.message import M
from dangan.report.i18n import render
from dangan.report.result import Result
from dangan.report.text import why

_COMMAND = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def github(result: Result, lang: str) -> str:
    """Return one command a finding, and the counting line as plain text."""
    lines = [_command(found, lang) for found in result.listed if not found.waived]
    joint = "，" if lang.startswith("zh") else ", "
    total = joint.join(render(part, lang) for part in result.summary())
    return "\n".join([*lines, total]) + "\n"


def _command(found: Finding, lang: str) -> str:
    facts = [found.message]
    facts += [M("fix: {hint}", hint=found.hint)] if found.hint else []
    facts += [M("why: {reason}", reason=why(found))]
    where = {
        "file": found.path,
        "line": found.position.line,
        "col": found.position.column,
        "title": found.code,
    }
    options = ",".join(f"{key}={_property(str(where[key]))}" for key in where)
    body = _data("\n".join(render(fact, lang) for fact in facts))
    return f"::{_COMMAND[found.severity]} {options}::{body}"


def _data(text: str) -> str:
    """Escape what would end a command or begin another."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
