"""Rules taken from the regulation below with a difference (变通).

``adapt`` of an edition names a rule of what the pack extends and what is put in
its place::

    adapt:
      - section: processes
        id: loan
        put:
          steps: [{id: lend, needs: [until, record.purpose], clause: r18}]

A mapping is put over a mapping key by key; a list whose entries have ids is put
over the list below entry by entry, and an entry with a new id stands at the end;
any other value replaces the one below. The rest stays as the other pack wrote it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from dangan.model.errors import PackError
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.policy.faults import nearest
from dangan.policy.frozen import Frozen
from dangan.policy.pack import Edition, Pack
from dangan.policy.repeats import qualified
from dangan.policy.written import Layers, Written, cited


def adapted(
    merged: Layers, line: tuple[Pack, ...], pack: Pack, edition: Edition
) -> Layers:
    """Return the rules of a chain with what an edition of its last pack puts in.

    Raises PackError where it names a rule that is not there.
    """
    rules = {section: list(rows) for section, rows in merged.items()}
    writers = {below.id: below for below in line}
    for source, index, row in _rows(pack, edition):
        section, way = str(row["section"]), (*source.path, "adapt", index)
        listed = rules.get(section, [])
        at = next((i for i, r in enumerate(listed) if r.id == row["id"]), None)
        if at is None:
            raise PackError(
                M("nothing to adapt: {section} {id}", section=section, id=row["id"]),
                context=(
                    pack.id,
                    f"edition {source.effective_from}",
                    f"adapt[{index}]",
                ),
                hint=nearest(str(row["id"]), [rule.id for rule in listed]),
            )
        listed[at] = _put(listed[at], writers, pack, row, way)
    return {section: tuple(rows) for section, rows in rules.items()}


def _rows(pack: Pack, edition: Edition) -> Iterator[tuple[Edition, int, JsonObject]]:
    """Yield what an edition adapts, after what the edition it amends does."""
    if edition.amends:
        earlier = (e for e in pack.editions if e.effective_from == edition.amends)
        yield from _rows(pack, next(earlier))
    for index, row in enumerate(edition.adapt):
        yield edition, index, row


def _put(
    rule: Written,
    writers: Mapping[str, Pack],
    pack: Pack,
    row: JsonObject,
    path: tuple[str | int, ...],
) -> Written:
    below = qualified(rule.data, writers[rule.pack])
    data = _over(below, row["put"])
    own = tuple(pack.full(clause) for clause in cited(row))
    if "clause" in row:
        data = Frozen({**data, "clause": row["clause"]})
    kept = rule.clauses if "clause" not in row else ()
    clauses = tuple(dict.fromkeys((*own, *kept)))
    return replace(rule, data=data, clauses=clauses, pack=pack.id, path=path)


def _over(below: Json, above: Json) -> Json:
    if isinstance(below, Mapping) and isinstance(above, Mapping):
        rows = {key: _over(below[key], above[key]) for key in below if key in above}
        return Frozen({**below, **above, **rows})
    if _has_ids(below) and _has_ids(above):
        return _entries(below, above)
    return above


def _has_ids(value: Json) -> bool:
    is_list = isinstance(value, list | tuple) and len(value) > 0
    return is_list and all(isinstance(e, Mapping) and "id" in e for e in value)


def _entries(below: Json, above: Json) -> Json:
    changes = {entry["id"]: entry for entry in above}
    there = {entry["id"] for entry in below}
    kept = tuple(_over(e, changes[e["id"]]) if e["id"] in changes else e for e in below)
    return (*kept, *(entry for entry in above if entry["id"] not in there))
