"""Basic statistics: how many records, by every axis; numbers and bars, no script."""

from __future__ import annotations

from dataclasses import dataclass

from dangan.model.message import M
from dangan.site import axes, home
from dangan.site.axes import AXES, Axis
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.view import Bar, Cell, Column, Grid, Part


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title."""

    title: str
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A table under a title."""

    title: str
    table: Grid


@dataclass(frozen=True, slots=True)
class StatisticsPage:
    """All charts and tables."""

    title: str
    lead: str
    charts: tuple[Chart, ...]
    tables: tuple[Block, ...]


def statistics(desk: Desk) -> StatisticsPage:
    """Return counts by every axis, and years against retention."""
    say = desk.speech.say
    charts = tuple(
        Chart(say(axis.title), home.bars(desk, axis.id))
        for axis in AXES
        if axis.has_pages
    )
    title = say(M("Years and retention"))
    return StatisticsPage(
        say(M("Statistics")),
        say(M("{count} records", count=len(desk.facts))),
        tuple(chart for chart in charts if chart.rows),
        (Block(title, _cross(desk, _axis("year"), _axis("retention"))),),
    )


def _cross(desk: Desk, down: Axis, across: Axis) -> Grid:
    """Return a table of counts with totals that add up."""
    labels, say = desk.scribe.labels, desk.speech.say
    rows = axes.divide(down, desk.facts)
    heads = tuple(axes.divide(across, desk.facts))
    columns = (
        Column(say(down.title)),
        *(Column(axes.label(across, key, labels), "count") for key in heads),
        Column(say(M("None")), "count"),
        Column(say(M("Total")), "count"),
    )
    body = tuple(
        (Cell((desk.scribe.listed(down.id, key, key),)), *_counts(found, across, heads))
        for key, found in rows.items()
    )
    told = tuple(row for found in rows.values() for row in found)
    foot = (Cell((Part(say(M("Total"))),)), *_counts(told, across, heads))
    return Grid(columns, body, (foot,))


def _counts(
    found: tuple[Facts, ...], axis: Axis, heads: tuple[str, ...]
) -> tuple[Cell, ...]:
    values = [sum(1 for r in found if r.keys.get(axis.id) == key) for key in heads]
    values += [len(found) - sum(values), len(found)]
    return tuple(Cell((Part(str(value)),)) for value in values)


def _axis(name: str) -> Axis:
    return next(axis for axis in AXES if axis.id == name)
