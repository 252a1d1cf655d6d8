"""Small drawings as SVG, made at build time; every text in them is escaped."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

_ROW = 34
_WIDTH = 640


@dataclass(frozen=True, slots=True)
class Node:
    """One record beside the one in the middle."""

    kind: str
    number: str
    title: str
    href: str
    #: Whether the relation comes from there.
    incoming: bool


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a box stands, how wide it is, and its class."""

    x: float
    y: float
    width: float
    name: str


def relations(number: str, nodes: tuple[Node, ...]) -> Markup:
    """Draw a record and its neighbours, each edge named; empty for none."""
    if not nodes:
        return Markup()
    height = _ROW * len(nodes)
    middle = height / 2
    rows = Markup().join(_edge(node, i, middle) for i, node in enumerate(nodes))
    me = _box(_Frame(0, middle - 13, 170, "box me"), number, "")
    head = Markup(
        '<svg class="dg-graph" viewBox="0 0 {} {}" role="img" aria-label="{}">'
    ).format(_WIDTH, height, number)
    return head + rows + me + Markup("</svg>")


def _edge(node: Node, index: int, middle: float) -> Markup:
    y = index * _ROW + _ROW / 2
    line = Markup(
        '<path class="edge" d="M170 {0:g}C215 {0:g} 215 {1:g} 260 {1:g}H330"/>'
        '<path class="edge" d="{2}"/><text class="kind" x="262" y="{3:g}">{4}</text>'
    )
    arrow = f"M178 {middle - 4:g}L170 {middle:g}L178 {middle + 4:g}"
    if not node.incoming:
        arrow = f"M322 {y - 4:g}L330 {y:g}L322 {y + 4:g}"
    drawn = line.format(middle, y, arrow, y - 4, node.kind)
    box = _box(_Frame(330, y - 13, 310, "box"), node.number, node.title)
    return drawn + Markup('<a href="{}">{}</a>').format(node.href, box)


def _box(frame: _Frame, number: str, title: str) -> Markup:
    """Draw a frame with a number and as much of the title as fits."""
    room = max(0, int((frame.width - 24 - 7 * len(number)) / 11))
    short = title if len(title) <= room else f"{title[: max(0, room - 1)]}…"
    return Markup(
        '<rect class="{}" x="{:g}" y="{:g}" width="{:g}" height="26" rx="2"/>'
        '<text x="{:g}" y="{:g}"><tspan class="num">{}</tspan> {}</text>'
    ).format(
        frame.name, frame.x + 0.5, frame.y, frame.width - 1,
        frame.x + 8, frame.y + 17, number, short,
    )  # fmt: skip
