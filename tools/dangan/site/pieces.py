"""The pieces of markup that pages repeat thousands of times, as functions.

What a template would do with macros, an order of magnitude faster. Every text
passes ``escape``; the patterns are constants.
"""

from __future__ import annotations

from html import escape

from markupsafe import Markup

from dangan.site.view import (
    Cell,
    Column,
    Fact,
    Grid,
    Line,
    Moment,
    Part,
    Parts,
    State,
    Step,
)


def text(part: Part) -> str:
    """Return one piece of a line."""
    shown = escape(part.text)
    if part.href:
        return f'<a href="{escape(part.href)}">{shown}</a>'
    return f"<code>{shown}</code>" if part.code else shown


def run(parts: Parts) -> Markup:
    """Return a line of pieces."""
    return Markup("".join(map(text, parts)))  # noqa: S704  every piece is escaped


def badge(state: State) -> Markup:
    """Return a state: its word with the mark of its tone."""
    shown = f'<span class="dg-st dg-st--{state.tone}">{escape(state.word)}</span>'
    return Markup(shown)  # noqa: S704  the word is escaped, the tone a constant


def clause(part: Part | None) -> Markup:
    """Return the clause behind something, or nothing."""
    shown = f'<span class="dg-cl">{text(part)}</span>' if part else ""
    return Markup(shown)  # noqa: S704  the piece is escaped


def line(row: Line) -> Markup:
    """Return a line with state and clause."""
    state = f"{badge(row.state)} " if row.state else ""
    return Markup(f"{state}{run(row.parts)}{clause(row.clause)}")  # noqa: S704  as above


def facts(rows: tuple[Fact, ...]) -> Markup:
    """Return labels with their values."""
    shown = "".join(map(_fact, rows))
    return Markup(f'<dl class="dg-facts">{shown}</dl>')  # noqa: S704  escaped below


def steps(rows: tuple[Step, ...]) -> Markup:
    """Return the steps of a derivation."""
    shown = "".join(map(_step, rows))
    return Markup(f'<ol class="dg-steps">{shown}</ol>')  # noqa: S704  escaped


def moments(rows: tuple[Moment, ...]) -> Markup:
    """Return a timeline."""
    shown = "".join(map(_moment, rows))
    return Markup(f'<ol class="dg-time">{shown}</ol>')  # noqa: S704  escaped below


def grid(table: Grid, name: str = "", *, sortable: bool = False) -> Markup:
    """Return a table; ``name`` is its id, for the filter."""
    sort = ' data-sort tabindex="0"' if sortable else ""
    heads = "".join(
        f'<th{_kind(column)} scope="col"{sort}>{escape(column.label)}</th>'
        for column in table.columns
    )
    opens = _opens(table.columns)
    rows = "\n".join(table.drawn or (_row(row, opens) for row in table.rows))
    totals = "".join(_row(row, opens) for row in table.foot)
    foot = f"<tfoot>{totals}</tfoot>" if totals else ""
    id_ = f' id="{escape(name)}"' if name else ""
    return Markup(  # noqa: S704  heads and cells are escaped
        f'<table class="dg-table"{id_}><thead><tr>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody>{foot}</table>"
    )


def row(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> Markup:
    """Return one row of a table, for a table that is drawn row by row."""
    return Markup(_row(cells, _opens(columns)))  # noqa: S704  cells are escaped


def _opens(columns: tuple[Column, ...]) -> list[str]:
    return [_open(column, index) for index, column in enumerate(columns)]


def _step(row: Step) -> str:
    cited = "".join(map(clause, row.clauses))
    return f"<li>{escape(row.text)}{cited}</li>"


def _fact(row: Fact) -> str:
    long = ' class="is-long"' if row.long else ""
    return f"<dt{long}>{escape(row.label)}</dt><dd{long}>{run(row.parts)}</dd>"


def _moment(row: Moment) -> str:
    note = ' class="is-note"' if row.note else ""
    commit = f"<code>{escape(row.commit)}</code>" if row.commit else ""
    day = escape(row.on)
    return (
        f'<li{note}><time datetime="{day}">{day}</time>'
        f"<span>{run(row.parts)}</span>{commit}</li>"
    )


def _kind(column: Column) -> str:
    return f' class="is-{column.kind}"' if column.kind else ""


def _open(column: Column, index: int) -> str:
    names = [f"is-{column.kind}"] if column.kind else []
    names += ["is-first"] if index == 0 else []
    shown = f' class="{" ".join(names)}"' if names else ""
    return f'<td{shown} data-label="{escape(column.label)}">'


def _row(cells: tuple[Cell, ...], opens: list[str]) -> str:
    filled = (
        f"{start}{_cell(cell)}</td>" for start, cell in zip(opens, cells, strict=True)
    )
    return f"<tr>{''.join(filled)}</tr>"


def _cell(cell: Cell) -> str:
    state = badge(cell.state) if cell.state else ""
    parts = f"<span>{run(cell.parts)}</span>" if cell.parts else ""
    return f"{state} {parts}" if state and parts else f"{state}{parts}"


#: Names under which templates call these.
PIECES = {
    "badge": badge,
    "clause": clause,
    "facts": facts,
    "grid": grid,
    "line": line,
    "moments": moments,
    "run": run,
    "steps": steps,
    "text": lambda part: Markup(text(part)),  # noqa: S704  escaped
}
