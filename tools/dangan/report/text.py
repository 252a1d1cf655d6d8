"""Findings for people: place, fact, line, fix, reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dangan.checks._registry import find
from dangan.model.finding import Finding, Severity
from dangan.model.message import M, Message
from dangan.report.excerpt import Source, excerpt
from dangan.report.i18n import render
from dangan.report.result import Result

_WEIGHT = {
    Severity.ERROR: M("error"),
    Severity.WARNING: M("warning"),
    Severity.INFO: M("note"),
}


def text(result: Result, source: Source, lang: str) -> str:
    """Return the report as text; the last line counts."""

    def say(message: Message) -> str:
        """Put a message into the language of the report."""
        return render(message, lang)

    blocks = [block(found, source, lang) for found in result.listed]
    joint = "，" if lang.startswith("zh") else ", "
    return "\n".join([*blocks, joint.join(map(say, result.summary()))]) + "\n"


def block(found: Finding, source: Source | None, lang: str) -> str:
    """Return one finding as several lines of text."""
    return "\n".join(_block(found, source, lambda message: render(message, lang)))


def _block(
    found: Finding, source: Source | None, say: Callable[[Message], str]
) -> Iterator[str]:
    yield f"{place(found)}: {say(_heading(found))}"
    check = find(found.code)
    is_quiet = check is None or check.quiet
    shown = excerpt(found, source, quiet=is_quiet) if source else None
    if shown:
        yield str(shown)
    for other, position in found.related:
        where = f"{other.path}:{position.line}:{position.column}"
        yield "    " + say(M("see: {place}", place=where))
    if found.hint:
        yield "    " + say(M("fix: {hint}", hint=found.hint))
    yield "    " + say(M("why: {reason}", reason=why(found)))
    if found.waived:
        yield "    " + say(M("waived in the record, which says why"))


def place(found: Finding) -> str:
    """Return path, line and column in the form that editors open."""
    return f"{found.path}:{found.position.line}:{found.position.column}"


def _heading(found: Finding) -> Message:
    return M(
        "{weight} {code}: {fact}",
        weight=M("waived") if found.waived else _WEIGHT[found.severity],
        code=found.code,
        fact=found.message,
    )


def why(found: Finding) -> Message:
    """Return what tells more: the clauses, and the page of the check."""
    page = f"dangan checks show {found.code}"
    if not found.clauses:
        return M("{page}", page=page)
    return M("{clauses}; {page}", clauses=found.clauses, page=page)
