"""How the cases of regulations went, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dangan.model.message import M, Message
from dangan.report.i18n import render

if TYPE_CHECKING:
    from dangan.workspace.casebook import Outcome
    from dangan.workspace.mutation import Mutant, Verdict


def outcomes_as(outcomes: Iterable[Outcome], form: str, lang: str) -> str:
    """Return what came out otherwise than the cases say, and a count."""
    known = tuple(outcomes)
    if form == "json":
        return _json([_outcome_data(outcome, lang) for outcome in known])
    failed = [outcome for outcome in known if not outcome.holds]
    lines = [line for outcome in failed for line in _differs(outcome, lang)]
    count = M("{all} cases, {failed} do not hold", all=len(known), failed=len(failed))
    return "\n".join([*lines, render(count, lang)]) + "\n"


def verdicts_as(verdicts: Iterable[Verdict], form: str, lang: str) -> str:
    """Return the clauses whose data nobody misses, and what altered unnoticed."""
    known = tuple(verdicts)
    if form == "json":
        return _json([_verdict_data(verdict) for verdict in known])
    lines = [line for verdict in known for line in _survived(verdict, lang)]
    lost = sum(not verdict.is_carried for verdict in known)
    tried = sum(len(verdict.mutants) for verdict in known)
    left = sum(len(verdict.survivors) for verdict in known)
    count = M(
        "{clauses} clauses, {tried} changes, {left} unnoticed; {lost} not carried",
        clauses=len(known),
        tried=tried,
        left=left,
        lost=lost,
    )
    return "\n".join([*lines, render(count, lang)]) + "\n"


def _json(rows: list[dict[str, object]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _differs(outcome: Outcome, lang: str) -> Iterator[str]:
    yield f"{outcome.pack} {outcome.name} [{', '.join(outcome.clauses)}]"
    for message in outcome.differences:
        told, *rows = render(message, lang).splitlines()
        yield f"    {told}"
        # As deep as it stands in cases.yaml.
        yield from (f"        {row}" for row in rows)


def _outcome_data(outcome: Outcome, lang: str) -> dict[str, object]:
    return {
        "pack": outcome.pack,
        "case": outcome.name,
        "clauses": list(outcome.clauses),
        "holds": outcome.holds,
        "differences": [render(message, lang) for message in outcome.differences],
    }


def _survived(verdict: Verdict, lang: str) -> Iterator[str]:
    if not verdict.cases:
        yield render(M("{clause}: no case", clause=verdict.clause), lang)
    for mutant in verdict.survivors:
        yield render(_told(mutant), lang)


def _told(mutant: Mutant) -> Message:
    if mutant.kind == "removed":
        return M(
            "{clause}: not carried: no case misses {place}",
            clause=mutant.clause,
            place=mutant.place,
        )
    return M(
        "{clause}: no case notices another value of {place}",
        clause=mutant.clause,
        place=mutant.place,
    )


def _verdict_data(verdict: Verdict) -> dict[str, object]:
    return {
        "clause": verdict.clause,
        "cases": verdict.cases,
        "carried": verdict.is_carried,
        "mutants": len(verdict.mutants),
        "unnoticed": [{"kind": m.kind, "place": m.place} for m in verdict.survivors],
    }
