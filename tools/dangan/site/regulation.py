"""A regulation clause by clause: how each is carried, and how it stands now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from dangan.model.message import M, Message
from dangan.policy.pack import Clause, Pack
from dangan.policy.policy import Rule
from dangan.policy.sections import SECTIONS
from dangan.report.packs import CAPABILITIES
from dangan.rules.process import SECTION
from dangan.site import procedure, urls
from dangan.site.desk import Desk
from dangan.site.lists import HubPage
from dangan.site.notices import Notice
from dangan.site.parameters import parameters
from dangan.site.view import (
    Chart,
    Grid,
    Group,
    Part,
    Parts,
    Row,
    State,
    Sum,
)
from dangan.site.work import Task

_STATES: Mapping[str, tuple[Message, str]] = {
    "enforced": (M("enforced"), "ok"),
    "watched": (M("watched"), "ok"),
    "computed": (M("computed"), "ok"),
    "printed": (M("printed"), "ok"),
    "inspected": (M("inspected"), "ok"),
    "parameter": (M("set by the company"), "due"),
    "stated": (M("stated"), "calm"),
    "declined": (M("not automated on purpose"), "calm"),
}
#: Most rules named beside a clause.
_MOST_RULES = 6


@dataclass(frozen=True, slots=True)
class ClauseRow:
    """One clause as the page prints it."""

    anchor: str
    id: str
    place: str
    text: str
    reason: str
    state: State
    standing: tuple[Parts, ...]
    #: The rules that carry it, by what they are called.
    carried_by: str = ""
    #: Flow charts of the processes that the clause orders.
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class RegulationPage:
    """A whole regulation, to be gone through line by line."""

    path: str
    title: str
    lead: str
    crumbs: Parts
    sums: tuple[Sum, ...]
    parameters: Grid
    clauses: tuple[ClauseRow, ...]


class Live:
    """How clauses stand: open findings and due dates that cite them."""

    def __init__(self, notices: tuple[Notice, ...], tasks: tuple[Task, ...]) -> None:
        """Count what cites each clause."""
        self.findings: dict[str, int] = {}
        self.tasks: dict[str, list[Task]] = {}
        for notice in notices:
            for clause in notice.clauses:
                self.findings[clause] = self.findings.get(clause, 0) + 1
        for task in tasks:
            self.tasks.setdefault(task.clause, []).append(task)


def packs_in_use(desk: Desk) -> tuple[Pack, ...]:
    """Return the regulations that govern this holding and those they rest on."""
    policies = desk.workspace.policies
    lines = (policy.line for policy in policies.all())
    found = {pack.id: pack for line in lines for pack in line}
    return tuple(found[key] for key in sorted(found) if found[key].clauses)


def regulations(desk: Desk) -> HubPage:
    """Return the list of regulations, each with how its clauses are carried."""
    say, scribe = desk.speech.say, desk.scribe
    groups = tuple(
        Group(
            scribe.to(urls.regulation(pack.id), _title(desk, pack)),
            tuple(
                Row(Part(say(_STATES[state][0])), str(count))
                for state, count in _states(pack).items()
            ),
        )
        for pack in packs_in_use(desk)
    )
    lead = say(M("Each clause of each regulation, how it is carried, how it stands."))
    return HubPage("regulation/index.html", say(M("Regulations")), lead, groups)


def regulation(desk: Desk, pack: Pack, live: Live) -> RegulationPage:
    """Return one regulation clause by clause."""
    say, scribe = desk.speech.say, desk.scribe
    sums = tuple(Sum(say(_STATES[s][0]), str(n)) for s, n in _states(pack).items())
    crumbs = (
        scribe.to("index.html", say(M("Home"))),
        scribe.to("regulation/index.html", say(M("Regulations"))),
    )
    count = len(pack.clauses)
    charts, carriers = _charts(desk, pack), _carriers(desk, pack)
    return RegulationPage(
        urls.regulation(pack.id),
        _title(desk, pack),
        say(M("{count} clauses, in our own words.", count=count)),
        crumbs,
        sums,
        parameters(desk, pack),
        tuple(
            replace(
                _row(desk, clause, live, charts.get(clause.id, ())),
                carried_by=_named(desk, clause, carriers.get(clause.id, ())),
            )
            for clause in pack.clauses.values()
        ),
    )


def _title(desk: Desk, pack: Pack) -> str:
    return f"{pack.id} {desk.speech.label(pack.title, pack.name)}"


def _states(pack: Pack) -> Mapping[str, int]:
    counts = dict.fromkeys(_STATES, 0)
    for clause in pack.clauses.values():
        counts[clause.state] += 1
    return {state: count for state, count in counts.items() if count}


def _charts(desk: Desk, pack: Pack) -> Mapping[str, tuple[Chart, ...]]:
    """Return clause → flow charts of the processes that this regulation writes."""
    found: dict[str, Rule] = {}
    for policy in desk.workspace.policies.all():
        for rule in policy.rules(SECTION):
            if rule.origin == pack.id or not pack.clauses.keys().isdisjoint(
                rule.clauses
            ):
                found.setdefault(rule.id, rule)
    drawn: dict[str, tuple[Chart, ...]] = {}
    for index, rule in enumerate(found.values(), 1):
        cited = next((one for one in rule.clauses if one in pack.clauses), "")
        made = procedure.chart(desk, rule, name=str(index))
        drawn[cited] = (*drawn.get(cited, ()), made)
    return drawn


def _carriers(desk: Desk, pack: Pack) -> Mapping[str, tuple[str, ...]]:
    """Return clause → labels of the rules in force that cite it."""
    found: dict[str, dict[str, None]] = {}
    for policy in desk.workspace.policies.all():
        if pack not in policy.line:
            continue
        for rule in (r for name in SECTIONS for r in policy.rules(name)):
            label = desk.speech.label(rule.label)
            for clause in rule.clauses if label else ():
                if clause in pack.clauses:
                    found.setdefault(clause, {}).setdefault(label)
    return {clause: tuple(labels) for clause, labels in found.items()}


def _named(desk: Desk, clause: Clause, labels: tuple[str, ...]) -> str:
    """Return what carries a clause, and what it still waits for."""
    speech = desk.speech
    shown = speech.listed(list(labels[:_MOST_RULES]))
    if len(labels) > _MOST_RULES:
        more = len(labels) - _MOST_RULES
        shown = speech.say(M("{rules} and {count} more", rules=shown, count=more))
    if not clause.waits_for:
        return shown
    waits = M("until there is {what}", what=CAPABILITIES[clause.waits_for])
    return speech.listed([one for one in (shown, speech.say(waits)) if one])


def _row(
    desk: Desk, clause: Clause, live: Live, charts: tuple[Chart, ...]
) -> ClauseRow:
    word, tone = _STATES[clause.state]
    short = clause.id.rpartition(".")[2]
    return ClauseRow(
        anchor=short,
        id=short,
        place=desk.speech.label(clause.place),
        text=desk.speech.label(clause.text),
        reason=desk.speech.label(clause.reason),
        state=State(desk.speech.say(word), tone),
        standing=tuple(_standing(desk, clause, live)),
        charts=charts,
    )


def _standing(desk: Desk, clause: Clause, live: Live) -> Iterator[Parts]:
    """Tell what of this clause is open now; staff only."""
    if not desk.audience.is_staff:
        return
    say, scribe = desk.speech.say, desk.scribe
    findings = live.findings.get(clause.id, 0)
    tasks = live.tasks.get(clause.id, [])
    overdue = sum(1 for task in tasks if task.state.tone == "over")
    if findings:
        text = say(M("{count} findings", count=findings))
        yield (scribe.to("findings.html", text),)
    if tasks:
        text = say(M("{count} open, {late} overdue", count=len(tasks), late=overdue))
        ahead = [task.due for task in tasks if task.due and task.state.tone != "over"]
        later = say(M("next on {day}", day=min(ahead))) if ahead else ""
        page = desk.registers.get("due", "")
        link = scribe.to(page, text) if page else Part(text)
        yield (link, Part(f" · {later}" if later else ""))
