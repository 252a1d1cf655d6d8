"""How the cases of regulations went, as text and JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dangan.model.message import M, Message
from dangan.report.i18n import render

if TYPE_CHECKING:
    from dangan.workspace.casebook import Outcome
    from dangan.workspace.mutation import Verdict


def outcomes_as(outcomes: Iterable[Outcome], form: str, lang: str) -> str:
    """Return what came out otherwise than the cases say, and a count."""
    known = tuple(outcomes)
    if form == "json":
        return _json([_outcome_data(outcome, lang) for outcome in known])
    failed = [outcome for outcome in known if not outcome.holds]
    lines = [line for outcome in failed for line in _differs(outcome, lang)]
    count = M("{all} cases, {failed} do not hold", all=len(known), failed=len(failed))
    return "\n".join([*lines, render(count, lang)]) + "\n"


def verdicts_as(
    verdicts: Iterable[Verdict], form: str, lang: str, *, stated: int, every: bool
) -> str:
    """Return how many clauses are carried, those that are not, and what is untried.

    ``stated``: how many more clauses nothing carries; ``every`` lists each altered
    value that no case notices, instead of their number for each clause.
    """
    known = tuple(verdicts)
    if form == "json":
        return _json([_verdict_data(verdict) for verdict in known])
    lines = [_count(known, stated)]
    lines += [line for verdict in known for line in _lost(verdict)]
    for verdict in known:
        lines += _altered(verdict, every=every)
    if not every and any(verdict.of_kind("altered") for verdict in known):
        lines.append(M("--all shows each of these values"))
    return "".join(f"{render(line, lang)}\n" for line in lines)


def _count(known: tuple[Verdict, ...], stated: int) -> Message:
    return M(
        "{clauses} clauses, {tried} changes, {left} unnoticed; {lost} not carried;"
        " {stated} more clauses are stated",
        clauses=len(known),
        tried=sum(len(verdict.mutants) for verdict in known),
        left=sum(len(verdict.survivors) for verdict in known),
        lost=sum(not verdict.is_carried for verdict in known),
        stated=stated,
    )


def _json(rows: list[dict[str, object]]) -> str:
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _differs(outcome: Outcome, lang: str) -> Iterator[str]:
    head = f"{outcome.pack} {outcome.name} [{', '.join(outcome.clauses)}]"
    if outcome.origin == outcome.pack:
        yield head
    else:
        whose = M("{case} (a case of {pack})", case=head, pack=outcome.origin)
        yield render(whose, lang)
    for message in outcome.differences:
        told, *rows = render(message, lang).splitlines()
        yield f"    {told}"
        # As deep as it stands in cases.yaml.
        yield from (f"        {row}" for row in rows)


def _outcome_data(outcome: Outcome, lang: str) -> dict[str, object]:
    return {
        "pack": outcome.pack,
        "from": outcome.origin,
        "case": outcome.name,
        "clauses": list(outcome.clauses),
        "holds": outcome.holds,
        "differences": [render(message, lang) for message in outcome.differences],
    }


def _lost(verdict: Verdict) -> Iterator[Message]:
    """Yield why a clause is not carried."""
    if not verdict.cases:
        yield M("{clause}: no case", clause=verdict.clause)
        return
    for mutant in verdict.of_kind("removed"):
        if mutant.instead:
            yield M(
                "{clause}: not carried: without {place} the rule of {pack} with the"
                " same id holds, and no case notices",
                clause=mutant.clause,
                place=mutant.place,
                pack=mutant.instead,
            )
        else:
            yield M(
                "{clause}: not carried: no case misses {place}",
                clause=mutant.clause,
                place=mutant.place,
            )


def _altered(verdict: Verdict, *, every: bool) -> Iterator[Message]:
    """Yield which altered values no case notices, or how many of them."""
    found = verdict.of_kind("altered") if verdict.cases else ()
    if found and not every:
        yield M(
            "{clause}: {count} altered values that no case notices",
            clause=verdict.clause,
            count=len(found),
        )
        return
    for mutant in found:
        yield M(
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
        "unnoticed": [
            {"kind": m.kind, "place": m.place, "instead": m.instead or None}
            for m in verdict.survivors
        ],
    }
