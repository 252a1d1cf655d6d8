"""The search index: columns of public text, in script files that work from disk."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dangan.model.json import Json
from dangan.model.message import M
from dangan.site import axes, urls
from dangan.site.axes import AXES, Axis
from dangan.site.desk import Desk
from dangan.site.facts import Facts
from dangan.site.words import SEARCH_WORDS

#: Records in one script file.
CHUNK = 20_000
#: Fields that the index leaves out: the columns of their own, and what nobody types.
_OTHER_COLUMNS = frozenset(
    {"id", "number", "title", "type", "events", "retention", "secrecy", "tombstone"}
)
_SKIPPED = frozenset({"sha256", "bytes", "trigger", "kind"})


@dataclass(frozen=True, slots=True)
class SearchPage:
    """The search page: what its script must know, as JSON."""

    title: str
    setup: str
    sorts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Facet:
    axis: Axis
    keys: tuple[str, ...]
    position: Mapping[str, int]


def search_page(desk: Desk) -> SearchPage:
    """Return the page; facets whose records all agree are left out."""
    say = desk.speech.say
    facets = [_described(desk, facet) for facet in _facets(desk)]
    count = -(-len(desk.facts) // CHUNK)
    setup = {
        "chunks": [f"assets/search/index-{n}.js" for n in range(count)],
        "facets": facets,
        "words": {key: say(message) for key, message in SEARCH_WORDS.items()},
    }
    sorts = (
        ("best", M("best match")),
        ("number", M("number")),
        ("newest", M("newest first")),
        ("oldest", M("oldest first")),
        ("title", M("title")),
    )
    return SearchPage(
        say(M("Search")),
        json.dumps(setup, ensure_ascii=False, separators=(",", ":")),
        tuple((key, say(label)) for key, label in sorts),
    )


def chunks(desk: Desk) -> Iterator[tuple[str, str]]:
    """Yield path and text of each index script."""
    facets = _facets(desk)
    for number, start in enumerate(range(0, len(desk.facts), CHUNK)):
        rows = desk.facts[start : start + CHUNK]
        draft = desk.speech.say(M("draft"))
        columns = {
            "url": [urls.record(row.record) for row in rows],
            "number": [row.record.number or draft for row in rows],
            "numbers": [_numbers(row) for row in rows],
            "title": [
                row.record.title or desk.scribe.labels.kind(row.kind.id) for row in rows
            ],
            "more": ["\n".join(dict.fromkeys(_texts(desk, row))) for row in rows],
            "facets": {
                facet.axis.id: [
                    facet.position.get(row.keys.get(facet.axis.id, ""), -1)
                    for row in rows
                ]
                for facet in facets
            },
        }
        body = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
        yield f"assets/search/index-{number}.js", f"danganIndex({_for_script(body)});\n"


def _for_script(text: str) -> str:
    """Escape what JSON allows and a script file, or a careless page, does not."""
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _facets(desk: Desk) -> tuple[_Facet, ...]:
    found = []
    for axis in AXES:
        keys = tuple(axes.divide(axis, desk.facts))
        covers = len(keys) > 1 or (keys and axis.id not in {"type", "level"})
        if covers:
            found.append(_Facet(axis, keys, {key: n for n, key in enumerate(keys)}))
    return tuple(found)


def _described(desk: Desk, facet: _Facet) -> Mapping[str, Json]:
    labels, axis = desk.scribe.labels, facet.axis
    words = _state_words(desk) if axis.id == "state" else {}
    values = [
        words[k][0] if k in words else axes.label(axis, k, labels) for k in facet.keys
    ]
    described: dict[str, Json] = {
        "id": axis.id,
        "label": desk.speech.say(axis.title),
        "keys": facet.keys,
        "values": values,
        "shown": axis.id in {"class", "year", "state", "place", "type"},
    }
    if words:
        described["tones"] = [words[key][1] for key in facet.keys]
    return described


def _state_words(desk: Desk) -> Mapping[str, tuple[str, str]]:
    states = {row.standing.key: row.standing for row in desk.facts}
    return {key: (desk.speech.say(s.word), s.tone) for key, s in states.items()}


def _numbers(row: Facts) -> list[str]:
    others = (str(e.get("value") or "") for _, e in row.record.each("other_numbers"))
    said = (row.record.number, *others, str(row.record.get("document_number") or ""))
    return [number for number in said if number]


def _texts(desk: Desk, row: Facts) -> Iterator[str]:
    """Yield every text of a public record as people read it."""
    for key, value in row.record.data.items():
        if key not in _OTHER_COLUMNS:
            yield from _words(desk, row, (key,), value)


def _words(
    desk: Desk, row: Facts, route: tuple[str | int, ...], value: Json
) -> Iterator[str]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in _SKIPPED:
                yield from _words(desk, row, (*route, key), inner)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _words(desk, row, (*route, index), inner)
    elif isinstance(value, str) and _is_sought(desk, value):
        yield desk.scribe.labels.value(row.kind.field(route), value)


def _is_sought(desk: Desk, value: str) -> bool:
    """Tell whether anybody would search for a text: no id, no single character."""
    return len(value) > 1 and value not in desk.scribe.archive.by_id
