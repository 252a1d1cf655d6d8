"""Forms as data for a template: heads, lines and places to sign, all as text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import segno

from dangan.model.json import Json, JsonObject
from dangan.model.record import Record
from dangan.paper.bench import Bench, Line, Sheet
from dangan.paper.binding import Binding, basis, bound, cited, column
from dangan.paper.rows import CHECKLISTS, lines
from dangan.paper.ticks import ticks
from dangan.paper.values import value
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy
from dangan.policy.printed import Form, columns, words
from dangan.policy.rule import Rule
from dangan.rules import secrecy

#: Language of a sheet → region, for punctuation and the shapes of characters.
_REGIONS = {"zh": "cn", "en": "us"}
#: A period as data, in the mark of a level.
_PERIOD = re.compile(r"\bP[1-9][0-9]*[YMWD]\b")


def blank(
    bench: Bench, form: Form, *, policy: Policy | None = None, width: int = 0
) -> JsonObject:
    """Return a form without values, to be filled in by hand.

    It is laid out as ``policy`` wants it, or the first regulation that names it;
    of a form with checklists there is a sheet for each.
    """
    made = list(_checklists(bench, form, policy)) or [Sheet(form, policy=policy)]
    return document(bench, form, [_as_data(bench, sheet, width) for sheet in made])


def _checklists(bench: Bench, form: Form, policy: Policy | None) -> Iterator[Sheet]:
    if form.data.get("rows") != "checklist":
        return
    for one in (policy,) if policy else bench.policies.all():
        for rule in one.rules(CHECKLISTS):
            yield Sheet(form, policy=one, checklist=rule.id)


def filled(
    bench: Bench,
    form: Form,
    records: tuple[Record, ...],
    *,
    width: int = 0,
    start: int = 1,
) -> JsonObject:
    """Return a form filled from records: a sheet each, or one for all of them.

    Args:
        bench: what it is filled from.
        form: which form.
        records: what it is about, in the order in which it is printed.
        width: millimetres of a spine; 0 goes by the number of pages.
        start: place of the first label on a sheet of which some are used.
    """
    made = tuple(_sheets(bench, form, records))
    if form.data.get("leave_out_empty") and len(made) > 1:
        made = tuple(sheet for sheet in made if lines(bench, sheet)) or made[:1]
    data = document(bench, form, [_as_data(bench, sheet, width) for sheet in made])
    return {**data, "start": start}


def _sheets(bench: Bench, form: Form, records: tuple[Record, ...]) -> Iterator[Sheet]:
    if form.each == "record" or not (form.data.get("rows") or form.listed("group")):
        for record in records:
            yield _sheet(bench, form, record)
        return
    groups: dict[tuple[str, ...], list[Record]] = {}
    keys = [columns()[name]["from"] for name in form.listed("group")]
    for record in records:
        line = Line(Sheet(form), record)
        key = tuple(value(bench, line, sources) for sources in keys)
        groups.setdefault(key, []).append(record)
    for _, group in sorted(groups.items()):
        yield Sheet(form, None, None, tuple(group))


def _sheet(bench: Bench, form: Form, record: Record) -> Sheet:
    """Return the sheet of a record; a process fills it with its own facts."""
    if form.process is None:
        return Sheet(form, record, record, (record,))
    if matches(form.process, record.data):
        subject = bench.archive.by_id.get(str(record.get("subject")))
        return Sheet(form, record, subject, (record,))
    return Sheet(form, None, record, (record,))


def document(bench: Bench, form: Form, sheets: list[JsonObject]) -> JsonObject:
    """Return what a template is given: its words, and sheets as data."""
    lang = bench.labels.speech.lang
    return {
        "title": bench.text(form.label),
        "holding": bench.text(bench.holding.name),
        "lang": lang,
        "region": _REGIONS[lang],
        "words": {key: bench.text(label) for key, label in words().items()},
        "sheets": sheets,
    }


def _as_data(bench: Bench, sheet: Sheet, width: int) -> JsonObject:
    form, governs = sheet.form, _governing(sheet)
    binding = bound(bench, sheet, governs)
    whole = Line(sheet, sheet.own or (None if form.process else governs))
    named = sheet.own or sheet.subject
    listed = lines(bench, sheet)
    shown = [column(entry) for entry in binding.listed("columns")]
    return {
        "title": bench.text(binding.title),
        "subtitle": _subtitle(bench, sheet, binding),
        "number": named.number if named else "",
        "qr": qr_of(named) if named else None,
        "mark": mark_of(bench, sheet, listed),
        "basis": _basis(bench, sheet, binding),
        "day": bench.as_of.isoformat() if sheet.own else "",
        "landscape": bool(form.data.get("landscape")),
        "fields": [_field(bench, whole, one, binding) for one in form.listed("fields")],
        "columns": [heading(bench, entry) for entry in shown],
        "rows": [[value(bench, one, c["from"]) for c in shown] for one in listed],
        "min_rows": int(form.data.get("min_rows") or 0),
        "total": _total(bench, len(listed)),
        "signatures": [_place(bench, whole, s) for s in binding.listed("signatures")],
        "texts": {key: bench.text(text) for key, text in binding.texts.items()},
        "width": width or _width(form, sheet),
    }


def _governing(sheet: Sheet) -> Record | None:
    return sheet.own or sheet.subject or next(iter(sheet.records), None)


def _subtitle(bench: Bench, sheet: Sheet, binding: Binding) -> str | None:
    """Return which checklist it is, and in how many copies it is made out."""
    found = _checklist(bench, sheet)
    parts = [bench.text(found[0].label)] if found else []
    if binding.copies > 1:
        parts.append(bench.text(words()["copy_of"]).format(copies=binding.copies))
    return "　".join(parts) or None


def _checklist(bench: Bench, sheet: Sheet) -> tuple[Rule, Policy] | None:
    name = sheet.own.get("checklist") if sheet.own else sheet.checklist
    policy = bench.policy(sheet.own) if sheet.own else sheet.policy
    rule = policy.find(CHECKLISTS, str(name)) if policy and name else None
    return (rule, policy) if rule and policy else None


def _basis(bench: Bench, sheet: Sheet, binding: Binding) -> str:
    parts = list(basis(bench, binding))
    checklist = _checklist(bench, sheet)
    if checklist and not binding.rule:
        parts.insert(0, cited(bench, *checklist))
    if binding.rule or checklist:
        parts[0] = f"{bench.text(words()['basis'])} {parts[0]}"
    as_of = f"{bench.text(words()['as_of'])} {bench.as_of.isoformat()}"
    personal = [bench.text(words()["personal"])] if bench.with_personal else []
    return "　".join([*parts, as_of, *personal])


def _total(bench: Bench, count: int) -> str | None:
    if not count:
        return None
    return bench.text(words()["items_total"]).format(count=count)


def _field(bench: Bench, line: Line, entry: JsonObject, binding: Binding) -> JsonObject:
    found = value(bench, line, entry.get("from") or ())
    boxes = "" if line.record else ticks(bench, binding.policy, entry)
    empty = entry.get("empty")
    if not found and empty and line.record:
        found = bench.text(words()[empty])
    return {
        "id": entry["id"],
        "label": bench.text(entry["label"]),
        "value": found or boxes,
        "wide": bool(entry.get("wide") or boxes),
        "lines": int(entry.get("lines") or 1),
    }


def heading(bench: Bench, entry: JsonObject) -> JsonObject:
    """Return the head of a column: label, width, and how its cells are set."""
    return {
        "label": bench.text(entry["label"]),
        "width": entry.get("width", "1fr"),
        "align": entry.get("align", "left"),
    }


def _place(bench: Bench, line: Line, entry: Json) -> JsonObject:
    """Return a place to sign; a bare word is a role of the regulation."""
    if isinstance(entry, str):
        return {"label": bench.labels.of("roles", entry), "name": "", "date": ""}
    return {
        "label": bench.text(entry["label"]),
        "name": value(bench, line, entry.get("from") or ()),
        "date": value(bench, line, entry.get("on") or ()),
    }


def _width(form: Form, sheet: Sheet) -> int:
    """Return the narrowest spine that takes the pages of the records."""
    counts = [row.get("pages") for row in sheet.records]
    pages = sum(count for count in counts if isinstance(count, int))
    fits = (w["mm"] for w in form.listed("widths") if pages <= w.get("pages", pages))
    return int(next(fits, 0))


def mark_of(bench: Bench, sheet: Sheet, listed: tuple[Line, ...]) -> str | None:
    """Return the mark of the highest level of all that stands on the sheet."""
    about = {r.path: r for r in (*sheet.records, *(one.record for one in listed)) if r}
    if sheet.subject:
        about[sheet.subject.path] = sheet.subject
    found = [(level, r) for r in about.values() if (level := bench.level(r))]
    top = max((level for level, _ in found), key=lambda one: one.rank, default=None)
    if top is None:
        return None
    marks = (_own_mark(bench, r) for level, r in found if level.rank == top.rank)
    text = max(marks, key=len) or bench.text(top.label)
    return _PERIOD.sub(lambda said: _period(bench, said[0]), text) or None


def secrecy_of(bench: Bench, record: Record) -> str | None:
    """Return the mark of a record's level."""
    form = Form("", {}, "", {})
    return mark_of(bench, Sheet(form, record, None, (record,)), ())


def _own_mark(bench: Bench, record: Record) -> str:
    """Return owner, level and period, where the record itself states its level."""
    policy, lang = bench.policy(record), bench.labels.speech.lang
    if policy is None:
        return ""
    found = secrecy.secrecy(record, policy, bench.archive)
    if found.stated is None or found.stated.rank < found.level.rank:
        return ""
    return secrecy.label(record, policy, bench.holding, lang).value or ""


def _period(bench: Bench, period: str) -> str:
    said = words()[f"period_{period[-1]}"]
    return bench.text(said).format(count=period[1:-1])


def qr_of(record: Record) -> str:
    """Return the QR code of number and id as SVG."""
    text = f"{record.number} {record.id}".strip()
    drawing = io.BytesIO()
    code = segno.make_qr(text, error="m")
    code.save(drawing, kind="svg", border=1, xmldecl=False, svgclass=None)
    return drawing.getvalue().decode()
