"""Flow charts (流程图): a process of a pack drawn from its own steps, as SVG.

One lane for each party, one row for each step in the order of the regulation.
Every text is escaped. Colours are attributes, so that the drawing stands alone on
paper; a page may colour the classes otherwise. A state is never told by colour
alone: done steps have a tick and a day, the last one a thick frame and a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from dangan.model.message import M
from dangan.policy.policy import Rule
from dangan.report.flow_layout import (
    GAP,
    LINE,
    NOTE,
    PADDING,
    WIDTH,
    Box,
    Layout,
    box_width,
    lay_out,
)
from dangan.report.flow_layout import Line as Way
from dangan.report.flow_model import Flow, Node, flow_of
from dangan.report.i18n import words
from dangan.report.wrapping import wrapped
from dangan.rules.naming import Names
from dangan.rules.process import Standing

_FONT = (
    "'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',"
    "'Noto Sans SC',sans-serif"
)
#: State → fill and frame.
_COLOURS = {
    "": ("#ffffff", "#8a8a8a"),
    "done": ("#eef3ee", "#4d6b4d"),
    "here": ("#fff6e0", "#8a5a00"),
    "ready": ("#ffffff", "#7a1f1f"),
    "blocked": ("#f4f4f4", "#b0b0b0"),
}
_WORDS = {
    "here": M("the record stands here"),
    "ready": M("possible now"),
    "blocked": M("not yet possible"),
}
_NAME, _SMALL = 12.5, 10.0
_HEAD_LINES, _NAME_LINES, _NOTE_LINES = 4, 3, 2


def flow_chart(
    process: Rule,
    standing: Standing | None,
    lang: str,
    names: Names | None = None,
) -> str:
    """Return a process as SVG; pure.

    Args:
        process: a rule of section ``processes``.
        standing: how a record stands, or None for the process alone.
        lang: ``zh-CN``, ``zh`` or ``en``.
        names: what roles and fields are called; otherwise their codes are shown.
    """
    flow = flow_of(process, standing, names)
    return _Drawing(flow, "zh-CN" if lang.startswith("zh") else lang).svg()


class _Drawing:
    """Draws one flow in one language."""

    def __init__(self, flow: Flow, lang: str) -> None:
        self.flow, self.lang = flow, lang
        self.lane = WIDTH / max(1, len(flow.lanes))
        self.heads = [
            wrapped(self.say(one), self.lane - 8, 11, _HEAD_LINES) for one in flow.lanes
        ]
        self.head = 10.0 + 14 * max((len(lines) for lines in self.heads), default=1)
        self.texts = {node.id: self._texts(node) for node in flow.nodes}
        heights = {
            id_: 2 * PADDING + LINE * len(name) + NOTE * len(notes)
            for id_, (name, notes) in self.texts.items()
        }
        self.layout: Layout = lay_out(flow, heights, self.head)

    def say(self, text: object) -> str:
        """Return a text in the language of the chart."""
        return words(text, self.lang)

    def svg(self) -> str:
        """Return the chart as a picture."""
        foot = list(self._foot(self.layout.bottom))
        height = self.layout.bottom + 16 * len(foot) + 4
        title = self.say(self.flow.title)
        parts = [
            f'<svg xmlns="http://www.w3.org/2000/svg" class="dg-flow" role="img"'
            f' viewBox="0 0 {WIDTH} {height:g}" width="{WIDTH}" height="{height:g}"'
            f' font-family="{escape(_FONT)}">',
            f"<title>{escape(title)}</title>",
            _MARKER,
            *self._lanes(),
            *map(self._arrow, self.layout.lines),
            *self._starts(),
            *map(self._node, self.flow.nodes),
            *foot,
            "</svg>",
        ]
        return "".join(parts)

    def _texts(self, node: Node) -> tuple[list[str], list[str]]:
        width = box_width(len(self.flow.lanes)) - 8
        label = self.say(node.label) + (" ↻" if node.repeat else "")
        notes = [M("optional")] if node.optional else []
        notes += node.notes
        notes += [_WORDS[node.state]] if node.state in _WORDS else []
        notes += [M("end")] if node.ends else []
        lines = [
            line
            for note in notes
            for line in wrapped(self.say(note), width, _SMALL, _NOTE_LINES)
        ]
        return wrapped(label, width, _NAME, _NAME_LINES), lines

    def _lanes(self) -> Iterator[str]:
        bottom = self.layout.bottom - GAP / 2
        yield _rect("lane-head", Box(0, 0, WIDTH, self.head), "#f2efe9", "none")
        for index, lines in enumerate(self.heads):
            x = index * self.lane
            if index:
                yield (
                    f'<path class="lane" d="M{x:g} 0V{bottom:g}" stroke="#d8d2c6"'
                    ' stroke-dasharray="2 3" fill="none"/>'
                )
            for row, line in enumerate(lines):
                place = x + self.lane / 2, 17 + 14 * row
                yield _text("lane-name", place, line, 11, bold=True)

    def _starts(self) -> Iterator[str]:
        ends = {arrow.end for arrow in self.flow.arrows}
        for node in self.flow.nodes:
            if node.id not in ends:
                box = self.layout.boxes[node.id]
                top = box.y - 13
                yield (
                    f'<circle class="start" cx="{box.middle:g}" cy="{top:g}" r="4"'
                    ' fill="#4a4a4a"/>'
                    f'<path class="arrow" d="M{box.middle:g} {top + 4:g}V{box.y:g}"'
                    ' stroke="#4a4a4a" fill="none" marker-end="url(#dg-tip)"/>'
                )

    def _arrow(self, way: Way) -> str:
        route = " ".join(f"{x:g},{y:g}" for x, y in way.corners)
        dashes = ' stroke-dasharray="4 3"' if way.arrow.alternative else ""
        return (
            f'<polyline class="arrow" points="{route}" fill="none" stroke="#4a4a4a"'
            f'{dashes} marker-end="url(#dg-tip)"/>'
        )

    def _node(self, node: Node) -> str:
        box = self.layout.boxes[node.id]
        fill, frame = _COLOURS[node.state]
        name, notes = self.texts[node.id]
        kinds = " ".join(filter(None, ("step", node.state)))
        parts = [f'<g class="{kinds}">']
        thick = 2.2 if node.state == "here" else 1.6 if node.state == "ready" else 1
        dashes = ' stroke-dasharray="4 2"' if node.optional else ""
        more = f' stroke-width="{thick}" rx="{9 if node.ends else 2}"{dashes}'
        parts.append(_rect("box", box, fill, frame, more))
        if node.ends:
            inner = Box(box.x + 2.5, box.y + 2.5, box.width - 5, box.height - 5)
            parts.append(_rect("inner", inner, "none", frame, ' rx="7"'))
        y = box.y + PADDING + _NAME - 1
        for line in name:
            parts.append(_text("name", (box.middle, y), line, _NAME))
            y += LINE
        for line in notes:
            parts.append(_text("note", (box.middle, y - 2), line, _SMALL, fill="#555"))
            y += NOTE
        return "".join((*parts, "</g>"))

    def _foot(self, y: float) -> Iterator[str]:
        lines = [
            self.say(M("different people: {steps}", steps=group))
            for group in self.flow.apart
        ]
        if self.flow.status:
            lines.insert(0, self.say(M("state: {state}", state=self.flow.status)))
        if self.flow.clauses:
            lines.append(" ".join(self.flow.clauses))
        rows = (part for line in lines for part in wrapped(line, WIDTH - 8, 11, 3))
        for index, row in enumerate(rows):
            yield _text(
                "foot", (4, y + 16 * index), row, 11, anchor="start", fill="#555"
            )


_MARKER = (
    '<defs><marker id="dg-tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
    ' markerHeight="7" orient="auto"><path d="M0 0.5L8 4L0 7.5z" fill="#4a4a4a"/>'
    "</marker></defs>"
)


def _rect(kind: str, box: Box, fill: str, frame: str, more: str = "") -> str:
    return (
        f'<rect class="{kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}"'
        f' height="{box.height:g}" fill="{fill}" stroke="{frame}"{more}/>'
    )


def _text(  # noqa: PLR0913  a text has this much to say of itself
    kind: str,
    place: tuple[float, float],
    text: str,
    size: float,
    *,
    anchor: str = "middle",
    fill: str = "#1f1f1f",
    bold: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    return (
        f'<text class="{kind}" x="{place[0]:g}" y="{place[1]:g}" font-size="{size:g}"'
        f' text-anchor="{anchor}" fill="{fill}"{weight}>{escape(text)}</text>'
    )
