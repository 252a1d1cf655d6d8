"""Index (检索索引): words under which records are looked up, with their numbers."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from dangan.model.message import M, Text
from dangan.model.record import Record
from dangan.model.table import Column, Table
from dangan.registers._api import Row, register
from dangan.registers._office import Office
from dangan.rules.naming import Words
from dangan.rules.reach import reached
from dangan.rules.words import words

#: Where a record says under what it is looked up, unless the pack names others.
_TERMS = ("keywords.*", "subject.title", "counterparty", "class")
_OWN = (
    Column("term", M("Term"), "", M("keywords, subjects and classes of the records")),
    Column("numbers", M("Numbers"), "number"),
    Column("count", M("Count"), "count", M("records under the term")),
)


@register(
    title=M("Index"),
    help=M("Every term under which records are looked up, with their numbers."),
    columns=("term", "count", "numbers"),
    own=_OWN,
)
def index(office: Office, as_of: datetime.date) -> Table:
    """Return one row a term; the rule's ``sort`` names the fields with terms."""
    found: dict[str, tuple[Words, list[str]]] = {}
    for record in office.records():
        for term in _terms(office, record):
            key = term.zh if isinstance(term, Text) else str(term)
            numbers = found.setdefault(key, (term, []))[1]
            if record.name not in numbers:
                numbers.append(record.name)
    rows = (
        Row(own={"term": (term, ()), "count": (len(n), ()), "numbers": (tuple(n), ())})
        for _, (term, n) in sorted(found.items())
    )
    return office.table(rows, as_of)


def _terms(office: Office, record: Record) -> Iterator[Words]:
    for path in words(office.get("sort")) or _TERMS:
        route = tuple(path.split("."))
        info = office.names.field((record.type,), route)
        for value in reached(record.data, path, office.archive):
            if isinstance(value, str) and value:
                other = office.archive.by_id.get(value)
                vocabulary = info.vocabulary if info else ""
                yield other.title if other else office.names.of(vocabulary, value)
