"""Bars (条形图): one number column of a table, drawn as SVG when pages are built."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from dangan.model.table import Table
from dangan.report.i18n import words
from dangan.report.tables import told
from dangan.report.wrapping import wrapped

_WIDTH, _ROW, _NAME, _COUNT = 380, 20, 130, 56
_FONT = "'Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"


def bars(table: Table, column: str, lang: str) -> str:
    """Return bars of a column, named by the columns before it; empty for no rows.

    Rows without a number are left out, and so are totals. Every text is escaped.
    """
    index = [one.key for one in table.columns].index(column)
    named = [i for i, one in enumerate(table.columns[:index]) if one.kind != "count"]
    rows = [
        (" · ".join(str(told(row[i], lang) or "") for i in named), value)
        for row in table.rows
        if isinstance(value := row[index], int | float)
    ]
    title = f"{words(table.title, lang)} · {words(table.columns[index].label, lang)}"
    return _drawn(rows, title) if rows else ""


def _drawn(rows: Sequence[tuple[str, int | float]], title: str) -> str:
    height = _ROW * len(rows)
    longest = max((abs(value) for _, value in rows), default=0) or 1
    room = _WIDTH - _NAME - _COUNT
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="dg-bars" role="img"'
        f' viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' font-family="{escape(_FONT)}" font-size="11"><title>{escape(title)}</title>'
    ]
    for index, (name, value) in enumerate(rows):
        y = index * _ROW
        length = max(1.0, room * abs(value) / longest) if value else 0.0
        short = "".join(wrapped(name, _NAME - 8, 11, 1))
        parts.append(
            f'<text class="name" x="{_NAME - 6}" y="{y + 14}" text-anchor="end"'
            f' fill="#1f1f1f">{escape(short)}</text>'
            f'<rect class="bar" x="{_NAME}" y="{y + 4}" width="{length:g}" height="12"'
            f' fill="{"#7a1f1f" if value < 0 else "#5b7083"}"/>'
            f'<text class="count" x="{_NAME + length + 5:g}" y="{y + 14}"'
            f' fill="#1f1f1f">{value:,}</text>'
        )
    return "".join((*parts, "</svg>"))
