"""Where a process stands: its steps with roles and days, and the flow chart."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from dangan.model.message import M, Message
from dangan.policy.policy import Rule
from dangan.report.flow import flow_chart
from dangan.report.flow_model import flow_of
from dangan.report.i18n import words
from dangan.report.speech import LOCALES
from dangan.rules.process import OpenStep, Standing, StepDone
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Cell, Chart, Column, Grid, Line, Part, Section, State

#: Names of people who may take a step; of more only the role is told.
NAMED = 3
_TIP = "dg-tip"


def procedure(desk: Desk, row: Facts) -> Section | None:
    """Return where the process of a record stands; None for what is no process."""
    say = desk.speech.say
    title = say(M("Where it stands"))
    if row.process_withheld:
        line = Line((Part(say(M("not shown to these readers"))),))
        return Section("procedure", title, "state", states=(line,))
    if row.process is None:
        return None
    table = Grid(_heads(desk), tuple(_rows(desk, row, row.process)))
    drawn = chart(desk, row.process.process, row.process)
    return Section("procedure", title, "procedure", table=table, chart=drawn)


def chart(
    desk: Desk, rule: Rule, standing: Standing | None = None, name: str = ""
) -> Chart:
    """Return the flow chart of a process; ``name`` tells several on a page apart."""
    svg = flow_chart(rule, standing, LOCALES[desk.speech.lang], desk.names)
    svg = svg.replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    if name:
        svg = svg.replace(f'id="{_TIP}"', f'id="{_TIP}-{name}"')
        svg = svg.replace(f"url(#{_TIP})", f"url(#{_TIP}-{name})")
    label = desk.speech.label(rule.label, rule.id)
    title = desk.speech.say(M("Flow chart: {process}", process=label))
    return Chart(title, Markup(svg))  # noqa: S704  flow_chart escapes every text


def _heads(desk: Desk) -> tuple[Column, ...]:
    say = desk.speech.say
    return (
        Column(say(M("Step"))),
        Column(say(M("State"))),
        Column(say(M("By whom"))),
        Column(say(M("Day")), "date"),
        Column(say(M("Clause"))),
    )


def _rows(desk: Desk, row: Facts, found: Standing) -> Iterator[tuple[Cell, ...]]:
    """Yield the steps in the order of the regulation; a repeated one several times."""
    flow = flow_of(found.process, found, desk.names)
    lang = LOCALES[desk.speech.lang]
    roles = {node.id: words(flow.lanes[node.lane], lang) for node in flow.nodes}
    for step in found.steps:
        name = Cell((Part(words(step.label, lang)),))
        clause = desk.scribe.clause(step.clauses[0] if step.clauses else "")
        cited = Cell((clause,) if clause else ())
        role = roles.get(step.id, "")
        taken = [one for one in found.done if one.step.id == step.id]
        for one in taken:
            yield (name, *_done(desk, row, one, role), cited)
        open_ = next((one for one in found.open if one.step.id == step.id), None)
        if open_ is not None and not taken:
            yield (name, *_open(desk, row, open_, role), cited)
        elif not taken and not found.ended:
            yield name, _state(desk, M("later"), "calm"), _text(role), Cell(), cited


def _done(desk: Desk, row: Facts, one: StepDone, role: str) -> tuple[Cell, ...]:
    by, kind = one.event.get("by"), row.kind
    route = ("events", "*", "by")
    who = desk.scribe.parts(kind, route, by) if by else (Part(role),)
    day = _text(str(one.event.get("on") or ""))
    return _state(desk, M("done"), "ok"), Cell(who), day


def _open(desk: Desk, row: Facts, one: OpenStep, role: str) -> tuple[Cell, ...]:
    say, labels = desk.speech.say, desk.scribe.labels
    late = row.is_late(one.due_on)
    word, tone = (M("overdue"), "over") if late else (M("open"), "due")
    if one.step.optional and not late:
        word, tone = M("possible now"), "calm"
    if not one.ready:
        word, tone = M("not yet possible"), "calm"
    people = sorted(one.people) if desk.audience.is_staff else []
    names = [labels.of("people", person) for person in people]
    who = f"{role} {desk.speech.listed(names)}" if 0 < len(names) <= NAMED else role
    days = []
    if one.earliest and not one.ready:
        days.append(say(M("from {day}", day=one.earliest.isoformat())))
    if one.due_on:
        days.append(say(M("until {day}", day=one.due_on.isoformat())))
    return _state(desk, word, tone), _text(who), _text(" ".join(days))


def _state(desk: Desk, word: Message, tone: str) -> Cell:
    return Cell(state=State(desk.speech.say(word), tone))


def _text(text: str) -> Cell:
    return Cell((Part(text),) if text else ())
