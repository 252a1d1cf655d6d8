"""Try the cases of a pack: do the findings and values come out as it says?"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dangan.checks._context import Context
from dangan.checks._registry import every_check, select
from dangan.checks._runner import run
from dangan.model.finding import Finding, Place, Position, Tier
from dangan.model.json import Json, JsonObject, dotted
from dangan.model.message import M, Message
from dangan.model.problem import Problem
from dangan.model.record import Record
from dangan.policy.frozen import thaw
from dangan.policy.pack import Pack
from dangan.policy.repeats import ORIGIN
from dangan.workspace.archive import Workspace
from dangan.workspace.case_archive import CaseArchive, Host
from dangan.workspace.case_lines import flow, line
from dangan.workspace.case_values import value

#: Handed to checks of the gate, which do not look at it.
_NO_DAY = datetime.date.max
#: How the codes of findings on the shape of a record begin.
_SHAPES = ("R00", "R01")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one case went."""

    pack: str
    name: str
    #: Full ids of the clauses it proves.
    clauses: tuple[str, ...]
    #: Id of the pack that wrote it: a repeated clause brings its cases along.
    origin: str
    #: What came out otherwise than it says; empty: it holds.
    differences: tuple[Message, ...]

    @property
    def holds(self) -> bool:
        """Tell whether everything came out as the case says."""
        return not self.differences


def host_of(space: Workspace, packs: Mapping[str, Pack]) -> Host:
    """Return what cases need from an opened archive, with the packs to try."""
    return Host(packs, space.types, space.validator, space.calendar)


def try_pack(host: Host, pack: Pack) -> tuple[Outcome, ...]:
    """Try all cases of a pack."""
    return tuple(try_case(host, pack, case) for case in pack.cases)


def try_case(host: Host, pack: Pack, case: JsonObject) -> Outcome:
    """Try one case."""
    tried = CaseArchive(host, pack, case)
    stated = case.get("as_of")
    as_of = datetime.date.fromisoformat(stated) if stated else None
    expected = case["expect"]
    different = list(_misfits(tried, expected))
    if "findings" in expected or "codes" in expected:
        different += _findings(tried, expected, as_of)
    for row in expected.get("values", ()):
        different += _value(tried, row, as_of)
    clauses = tuple(pack.full(clause) for clause in case["clauses"])
    origin = str(case.get(ORIGIN, pack.id))
    return Outcome(pack.id, str(case["name"]), clauses, origin, tuple(different))


def _misfits(tried: CaseArchive, expected: JsonObject) -> Iterator[Message]:
    """Tell which records do not fit their types: checks would pass them over."""
    wishes = [w for w in expected.get("findings", ()) if w["code"].startswith(_SHAPES)]
    for record in (Record(tried.holding.document), *tried.records.values()):
        name = tried.names[record.path]
        meant = [wish for wish in wishes if wish.get("record") == name]
        for problem in tried.host.validator.problems(record):
            if not _is_allowed(record, problem, meant):
                yield M(
                    "the record {name} of the case does not fit its type: {problem}",
                    name=name,
                    problem=problem.draft.message,
                )


def _is_allowed(record: Record, problem: Problem, meant: Iterable[JsonObject]) -> bool:
    """Tell whether a draft may lack it, or the case expects the finding."""
    if record.is_draft and problem.kind == "schema-required":
        return True
    at = dotted(problem.draft.place.pointer)
    return any(wish.get("at", at) == at for wish in meant)


def _findings(
    tried: CaseArchive, expected: JsonObject, as_of: datetime.date | None
) -> Iterator[Message]:
    """Compare findings one to one; the most exact expectations choose first."""
    rows = [_row(tried, finding) for finding in _found(tried, expected, as_of)]
    wanted = sorted(map(dict, expected.get("findings", ())), key=len, reverse=True)
    for wish in wanted:
        match = next((row for row in rows if wish.items() <= row[0].items()), None)
        if match is None:
            yield M("expected and not found:\n{row}", row=line(wish))
        else:
            rows.remove(match)
    weighed = any("severity" in wish for wish in wanted)
    for row, finding in rows:
        told = {k: v for k, v in row.items() if v and (weighed or k != "severity")}
        yield M(
            "found and not expected: {message}\n{row}",
            message=finding.message,
            row=line(told),
        )


def _found(
    tried: CaseArchive, expected: JsonObject, as_of: datetime.date | None
) -> Iterable[Finding]:
    checks = select(expected["codes"]) if "codes" in expected else every_check()
    if as_of is None:
        checks = tuple(check for check in checks if check.tier is Tier.GATE)
    context = Context(
        archive=tried.archive,
        holding=tried.holding,
        types=tried.host.types,
        policies=tried.policies,
        calendar=tried.host.calendar,
        validator=tried.host.validator,
    )
    found = run(context, checks, as_of or _NO_DAY, _lines())
    return (finding for finding in found if not finding.waived)


def _lines() -> Callable[[Place], Position]:
    """Return what gives each node a line: findings are told apart by it.

    Records of cases are in no file of their own.
    """
    known: dict[Place, int] = {}
    return lambda place: Position(known.setdefault(place, len(known) + 1))


def _row(tried: CaseArchive, finding: Finding) -> tuple[dict[str, Json], Finding]:
    row = {
        "code": finding.code,
        "record": tried.names.get(finding.path, finding.path),
        "at": dotted(finding.pointer),
        "severity": finding.severity.name.lower(),
    }
    return row, finding


def _value(
    tried: CaseArchive, row: JsonObject, as_of: datetime.date | None
) -> Iterator[Message]:
    what, name = str(row["what"]), str(row.get("record", ""))
    is_now = value(tried, what, name, as_of)
    wanted = thaw(row["is"])
    if is_now != wanted:
        yield M(
            "expected {wanted}, and this comes out:\n{row}",
            row=line({**row, "is": is_now}),
            wanted=flow(wanted),
        )
