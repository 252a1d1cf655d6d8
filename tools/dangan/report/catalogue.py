"""The catalogue of checks: one table, and one page each with tried examples.

The examples on a page are the cases that the tests run, and what is printed
below each is what dangan says of it, made while the page is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from dangan.checks._api import Check
from dangan.checks._registry import every_check, select
from dangan.model.finding import Tier
from dangan.model.message import M, Message
from dangan.model.table import Column, Table
from dangan.report.i18n import render, translator

if TYPE_CHECKING:
    from dangan.workspace.casefiles import Case

_FAMILIES = {
    "R0": M("File and schema"),
    "R1": M("Identity and number"),
    "R2": M("Materials and completeness"),
    "R3": M("Dates, retention, volumes"),
    "R4": M("Roles and approval"),
    "R5": M("Loans"),
    "R6": M("Secrecy and personal data"),
    "R7": M("References and declared lists"),
    "R8": M("Changes"),
    "R9": M("Regulations, parameters, waivers"),
}
_SCOPES = {
    "file": M("one file"),
    "schema": M("one record"),
    "record": M("one record"),
    "archive": M("the whole archive"),
    "change": M("a change"),
    "rules": M("a change of rules"),
    "policy": M("a regulation"),
    "outcome": M("the findings of a run"),
}

_TIERS = {
    Tier.GATE: M("reported at once"),
    Tier.WATCH: M("reported when its day comes"),
}


def table(*, plain: bool) -> Table:
    """Return all checks with code, name, tier, scope and title.

    ``plain`` leaves the words that programs know as they are.
    """
    columns = (
        Column("code", M("Code")),
        Column("name", M("Name")),
        Column("tier", M("Tier")),
        Column("scope", M("Looks at")),
        Column("title", M("Defect")),
    )
    rows = tuple(
        (
            check.code,
            check.name.replace("_", "-"),
            check.tier.value if plain else _TIERS[check.tier],
            check.scope if plain else _SCOPES[check.scope],
            Message(check.title),
        )
        for check in every_check()
    )
    return Table("checks", M("Checks"), columns, rows)


def page(check: Check, lang: str, cases: tuple[Case, ...] = ()) -> str:
    """Return the page of one check as Markdown."""
    say = translator(lang)
    title, why, fix = (say(part) for part in parts(check))
    lines = [f"# {check.code} {title}", ""]
    lines += [" · ".join(render(fact, lang) for fact in _facts(check)), ""]
    lines += [f"**{render(M('Why'), lang)}** {why}", ""]
    lines += [f"**{render(M('Fix'), lang)}** {fix}", ""]
    for case in cases:
        lines += _example(case, lang)
    return "\n".join(lines)


def parts(check: Check) -> tuple[str, str, str]:
    """Return title, reason and fix of a check, each as one paragraph."""
    title, _, rest = check.page.partition("\n")
    why, _, fix = rest.partition("\nFix:")
    reason = why.strip().removeprefix("Why:")
    return title.strip(), " ".join(reason.split()), " ".join(fix.split())


def pages(
    lang: str, folder: Path | None, only: tuple[str, ...] = ()
) -> Iterator[tuple[str, str]]:
    """Yield file name and text of every page, the list first.

    ``folder`` holds the cases; ``only`` limits the pages to some codes.
    """
    from dangan.workspace.casefiles import cases_in

    found = cases_in(folder) if folder else {}
    yield "index.md", _index(lang)
    for check in select(only):
        yield f"{check.code}.md", page(check, lang, found.get(check.code, ()))


def _index(lang: str) -> str:
    say = translator(lang)
    lines = [f"# {render(M('Checks'), lang)}", ""]
    for prefix, family in _FAMILIES.items():
        own = [check for check in every_check() if check.code.startswith(prefix)]
        if own:
            lines += [f"## {prefix} {render(family, lang)}", ""]
            lines += [f"- [{c.code}]({c.code}.md) {say(parts(c)[0])}" for c in own]
            lines += [""]
    return "\n".join(lines)


def _facts(check: Check) -> Iterator[Message]:
    yield M("looks at {what}", what=_SCOPES[check.scope])
    if check.tier == "gate":
        yield M("blocks") if check.severity is None else _TIERS[check.tier]
    else:
        yield _TIERS[check.tier]
    if not check.waivable:
        yield M("cannot be waived")


def _example(case: Case, lang: str) -> list[str]:
    from dangan.report.result import Result
    from dangan.report.text import text

    verdict = M("This is found") if case.fails else M("This is fine")
    heading = render(verdict, lang)
    run, source = case.run()
    result = Result(run.findings, len(case.files), case.as_of, run.not_run)
    said = text(result, source, lang).rstrip()
    return [
        f"## {heading}: {case.title(lang)}",
        "",
        "```yaml",
        case.text.rstrip(),
        "```",
        "",
        "```text",
        said,
        "```",
        "",
    ]
