"""A blank form of any type, made of its schema: one-off forms of the regulations.

Every field of the type has a label and room to write; what has a list of values has
boxes to tick; what repeats is a table. What the regulation asks of such a record
besides (further fields, materials) stands on it too, so that a form needs nobody
who draws it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from dangan.model.json import Json, JsonObject, Pointer, pointer
from dangan.model.recordtype import RecordType
from dangan.paper.bench import Bench
from dangan.paper.binding import cited
from dangan.paper.sheets import document
from dangan.policy.conditions import matches
from dangan.policy.policy import Policy, Rule
from dangan.policy.printed import Form, words
from dangan.rules.words import words as listed
from dangan.schema.fields import node

#: Longer lists are written, not ticked.
_MOST_BOXES = 10
#: Columns of a table that fit beside each other, and lines to write on.
_MOST_COLUMNS, _LINES = 7, 4
#: Characters of choices that fit into half a line.
_NARROW = 8
_BOX = "□"
#: What the program keeps for itself.
_OWN = frozenset({"type", "id", "number"})
#: Fields of every record that stand first, where the type has them.
_FIRST = ("number", "title", "class")
#: Only records bear it; holding.yaml is no record.
_OF_RECORDS = "assigned"
#: Height of what takes more than a line.
_TALL = 3
#: Characters of a text that is written on one line.
_SHORT = 500


def of_type(bench: Bench, form: Form, kind: RecordType, class_: str) -> JsonObject:
    """Return the blank form of a type, or of a class of it."""
    data = {"type": kind.id, **({"class": class_} if class_ else {})}
    policy = next(iter(bench.policies.possible(data)), None)
    maker = _Maker(bench, kind, policy, data)
    label = bench.labels.of("classes", class_) if class_ else bench.text(kind.label)
    return document(bench, form, [{**maker.sheet(), "title": label}])


class _Maker:
    """Lays out one type under one regulation."""

    def __init__(
        self, bench: Bench, kind: RecordType, policy: Policy | None, data: JsonObject
    ) -> None:
        self.bench, self.kind, self.policy, self.data = bench, kind, policy, data
        self.rules = [r for r in _rules(policy, "fields") if self._is_for(r)]

    def sheet(self) -> JsonObject:
        """Return the form as data of the template."""
        routes = list(self._routes())
        tables = [one for one in routes if self._is_table(one)]
        fields = [self._field(one) for one in routes if one not in tables]
        found = (self._table(one) for one in tables)
        clauses = self._cited()
        return {
            "subtitle": self.bench.text(self.bench.holding.name),
            "number": "",
            "qr": None,
            "mark": None,
            "basis": "　".join(clauses),
            "landscape": False,
            "fields": [one for group in fields for one in group],
            "tables": [*(one for one in found if one), *self._materials()],
            "signatures": [
                {"label": self.bench.text(words()[key]), "name": "", "date": ""}
                for key in ("filled_in_by", "checked_by")
            ],
        }

    def _routes(self) -> Iterator[Pointer]:
        """Yield the fields of the form: first, asked, the type's own, the pack's."""
        own = (name for name in _names(self.kind) if name not in _of_all(self.bench))
        asked = self.kind.data.get("asked", ())
        wanted = [field for rule in self.rules for field in listed(rule.get("field"))]
        names = (*_FIRST, *asked, *own, *wanted)
        tops = (pointer(str(name))[:1] for name in names)
        for route in dict.fromkeys(tops):
            if route[0] not in _OWN - {"number"} and self.kind.field(route):
                yield route

    def _is_for(self, rule: Rule) -> bool:
        return matches(rule.get("for"), self.data)

    def _is_table(self, route: Pointer) -> bool:
        schema = node(self.kind.schema, route)
        items = node(self.kind.schema, (*route, 0)) if "items" in schema else {}
        return "properties" in items

    def _field(self, route: Pointer) -> list[JsonObject]:
        """Return a field as one or several places to write, or boxes to tick."""
        inner = node(self.kind.schema, route).get("properties", {})
        rows = [(*route, name) for name in inner if self.kind.field((*route, name))]
        if not rows or route[0] in _of_all(self.bench):
            return [self._place(route, self._label(route))]
        head = self._label(route)
        return [self._place(row, f"{head}：{self._label(row)}") for row in rows]

    def _place(self, route: Pointer, label: str) -> JsonObject:
        boxes = self._choices(route)
        tall = _is_long(node(self.kind.schema, route))
        wide = tall or sum(map(len, boxes)) > _NARROW
        return {
            "label": label,
            "boxes": boxes,
            "wide": wide,
            "lines": _TALL if tall else 1,
        }

    def _choices(self, route: Pointer) -> list[str]:
        info, schema = self.kind.field(route), node(self.kind.schema, route)
        values = schema.get("enum") or schema.get("items", {}).get("enum") or ()
        if schema.get("type") == "boolean":
            values = (True, False)
        elif not values and info and info.vocabulary and route[0] != "class":
            values = self._declared(info.vocabulary)
        shown = [self.bench.labels.value(info, value) for value in values]
        return shown if len(shown) <= _MOST_BOXES else []

    def _declared(self, vocabulary: str) -> tuple[Json, ...]:
        if vocabulary in {"people", "records", "locations"}:
            return ()
        known: dict[str, Any] = {}
        for rule in _rules(self.policy, "vocabularies"):
            if rule.data["name"] == vocabulary:
                known |= {str(row["code"]): row for row in rule.data["values"]}
        return (*known, *self.bench.holding.entries(vocabulary))

    def _table(self, route: Pointer) -> JsonObject | None:
        inner = node(self.kind.schema, (*route, 0)).get("properties", {})
        rows = ((*route, 0, name) for name in inner if name != "record")
        heads = [self._label(one) for one in rows if self.kind.field(one)]
        if not heads:
            return None
        columns = heads[:_MOST_COLUMNS]
        return {
            "title": self._label(route),
            "columns": columns,
            "rows": [["" for _ in columns] for _ in range(_LINES)],
        }

    def _materials(self) -> Iterator[JsonObject]:
        """Yield what the regulation expects in such a record, to be ticked."""
        if "class" not in self.data:
            return
        text, tick = self.bench.text, _BOX
        for rule in _rules(self.policy, "materials"):
            if not self._is_for(rule) or not rule.get("for"):
                continue
            rows = [
                [text(one.get("label")), tick, ""] for one in rule.get("expect", ())
            ]
            heads = [text(words()[key]) for key in ("material", "there", "remarks")]
            yield {"title": text(rule.label), "columns": heads, "rows": rows}

    def _label(self, route: Pointer) -> str:
        for rule in self.rules:
            if rule.label and listed(rule.get("field")) == (".".join(map(str, route)),):
                return self.bench.text(rule.label)
        info = self.kind.field(route)
        return self.bench.text(info.label) if info else str(route[-1])

    def _cited(self) -> Iterator[str]:
        rules = [rule for rule in self.rules if rule.clauses]
        if rules and self.policy:
            whole = tuple(dict.fromkeys(c for rule in rules for c in rule.clauses))
            yield cited(self.bench, replace(rules[0], clauses=whole), self.policy)


def _names(kind: RecordType) -> tuple[str, ...]:
    tops = (str(route[0]) for route in kind.fields)
    return tuple(dict.fromkeys(tops))


def _of_all(bench: Bench) -> frozenset[str]:
    """Return the fields that every record has: they are not what a type is about."""
    each = [frozenset(_names(kind)) for kind in bench.types.values()]
    return frozenset.intersection(*(names for names in each if _OF_RECORDS in names))


def _rules(policy: Policy | None, section: str) -> tuple[Rule, ...]:
    return policy.rules(section) if policy else ()


def _is_long(schema: Mapping[str, Any]) -> bool:
    """Tell whether a field takes several lines."""
    return int(schema.get("maxLength", 0)) > _SHORT
