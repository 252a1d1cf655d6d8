"""The first page: what to do today, what we hold, what happened lately."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from dangan.model.finding import Severity
from dangan.model.message import M, Message
from dangan.site import axes, work
from dangan.site.axes import AXES
from dangan.site.desk import Desk
from dangan.site.notices import Notice
from dangan.site.view import Bar, Line, Moment, Sum
from dangan.site.work import SOON, Task

#: Lines under each duty, and news.
LINES = 3
NEWS = 10
_BARS = 12


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do today, with the most urgent cases."""

    title: str
    count: int
    lines: tuple[Line, ...]
    href: str


@dataclass(frozen=True, slots=True)
class HomePage:
    """Everything on the first page."""

    title: str
    scope: str
    duties: tuple[Duty, ...]
    sums: tuple[Sum, ...]
    bars: tuple[Bar, ...]
    news: tuple[Moment, ...]


def home(desk: Desk, notices: tuple[Notice, ...], as_of: datetime.date) -> HomePage:
    """Return the first page; duties only for those who work with the archive."""
    name = desk.speech.label(desk.workspace.holding.name)
    count = len(desk.facts)
    return HomePage(
        title=name,
        scope=desk.speech.say(M("{count} records in this catalogue", count=count)),
        duties=_duties(desk, notices, as_of) if desk.audience.is_staff else (),
        sums=_sums(desk),
        bars=bars(desk, "class")[:_BARS] or bars(desk, "type"),
        news=desk.chronicle.latest(desk, NEWS, as_of),
    )


def _duties(
    desk: Desk, notices: tuple[Notice, ...], as_of: datetime.date
) -> tuple[Duty, ...]:
    today = as_of.isoformat()
    soon = (as_of + datetime.timedelta(days=SOON)).isoformat()
    dated = work.dues(desk)
    late = tuple(
        t for t in dated if (not t.due or t.due < today) and not work.is_loan(t)
    )
    near = tuple(t for t in dated if today <= t.due <= soon)
    lent = tuple(t for t in work.loans(desk) if t.due < today)
    turns, going = work.turns(desk, soon), work.destructions(desk)
    lacking = tuple(t for t in work.missing(desk) if not t.due or t.due < today)
    ending = work.expiring(desk, as_of)
    errors = sum(1 for n in notices if n.severity is Severity.ERROR)
    return (
        _duty(desk, M("loans overdue"), lent, "duties"),
        _duty(desk, M("overdue"), late, "duties"),
        _duty(desk, M("due within a week"), near, "due"),
        _duty(desk, M("materials missing"), lacking, "missing"),
        _duty(desk, M("period ends this year"), ending, "expiring"),
        _duty(desk, M("inspections and stocktakes due"), turns, "turns"),
        _duty(desk, M("destructions under way"), going, "destruction-register"),
        Duty(desk.speech.say(M("errors in records")), errors, (), "findings.html"),
    )


def _duty(desk: Desk, title: Message, tasks: tuple[Task, ...], register: str) -> Duty:
    lines = tuple(work.line(desk, task) for task in tasks[:LINES])
    page = desk.registers.get(register, "")
    href = desk.scribe.root + page if page else ""
    return Duty(desk.speech.say(title), len(tasks), lines, href)


def _sums(desk: Desk) -> tuple[Sum, ...]:
    """Return totals by type, and boxes and pages where records say them."""
    by_type = axes.divide(_axis("type"), desk.facts)
    labels, say = desk.scribe.labels, desk.speech.say
    sums = [Sum(labels.plural(kind), str(len(rows))) for kind, rows in by_type.items()]
    places = {_box(row.record.get("location")) for row in desk.facts} - {()}
    pages = sum(p for p in (row.record.get("pages") for row in desk.facts) if _whole(p))
    if places:
        sums.append(Sum(say(M("boxes")), str(len(places))))
    if pages:
        sums.append(Sum(say(M("pages")), f"{pages:,}"))
    return tuple(sums)


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _box(location: object) -> tuple[str, ...]:
    if not isinstance(location, dict) or not location.get("box"):
        return ()
    return tuple(str(location.get(k, "")) for k in ("room", "cabinet", "shelf", "box"))


def bars(desk: Desk, axis_id: str) -> tuple[Bar, ...]:
    """Return how many records each value of an axis has, the most first."""
    axis = _axis(axis_id)
    parts = axes.divide(axis, desk.facts)
    most = max((len(rows) for rows in parts.values()), default=1)
    rows = list(parts.items())
    if axis_id != "year":
        rows.sort(key=lambda row: (-len(row[1]), row[0]))
    labels, scribe = desk.scribe.labels, desk.scribe
    return tuple(
        Bar(
            scribe.listed(axis_id, key, axes.label(axis, key, labels)),
            f"{100 * len(found) / most:.1f}",
            str(len(found)),
        )
        for key, found in rows
    )


def _axis(name: str) -> axes.Axis:
    return next(axis for axis in AXES if axis.id == name)
