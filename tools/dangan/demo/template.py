"""Templates of invented records: mappings with gaps, filled in by chance.

A string has ``{gaps}``. A mapping with one ``$key`` is a choice:

``$from: key``       the story's own value, kept as it is
``$range: [a, b]``   a number, both ends included
``$days: [a, b]``    a date so many days after the occasion
``$one_of: [...]``   one entry, filled in
``$maybe: p``        with probability p what stands under ``then``, else nothing
``$ref: name``       id of a record of the same bundle, or of a pool
``$person: role``    who holds the role on the day (``$after`` days later)
``$code: true``      a unified social credit code with a valid check character
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from dangan.demo.codes import unified_code
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject

#: A node that stands for nothing: its key or entry is left out.
NOTHING = object()


@dataclass(frozen=True, slots=True)
class Scene:
    """What a template may draw on: chance, words, a day and known records."""

    chance: Random
    holding: Holding
    #: Day of the occasion.
    on: dt.date
    #: Nothing happens after this day.
    until: dt.date
    #: Values for ``{gaps}``, lists among them drawn from once per scene.
    words: Mapping[str, Json] = field(repr=False)
    #: The story's own entry, for ``$from``.
    story: JsonObject = field(repr=False)
    #: Name → id of a record of the bundle or of a pool.
    known: Mapping[str, str] = field(default_factory=dict, repr=False)
    #: Day on which people must be in office, where it is not the occasion.
    office: dt.date | None = None

    def day(self, after: Json) -> dt.date:
        """Return a day so many days (a number or a range) after the occasion."""
        days = self.chance.randint(*after) if isinstance(after, list) else int(after)
        return self.on + dt.timedelta(days=days)


def fill(node: Json, scene: Scene) -> Json:
    """Return the node with everything drawn and filled in, or ``NOTHING``."""
    if isinstance(node, str):
        return node.format_map(scene.words) if "{" in node else node
    if isinstance(node, list):
        return _kept([fill(entry, scene) for entry in node])
    if not isinstance(node, dict):
        return node
    for key, draw in _DRAWS.items():
        if key in node:
            return draw(node, scene)
    filled = _filled(node, scene)
    return _whole({key: v for key, v in filled.items() if v is not NOTHING}, node)


def _filled(node: JsonObject, scene: Scene) -> dict[str, Json]:
    """Fill in a mapping; people are those in office on its own day, if it has one."""
    if "on" not in node:
        return {key: fill(value, scene) for key, value in node.items()}
    on = fill(node["on"], scene)
    at = scene if on is NOTHING else replace(scene, office=dt.date.fromisoformat(on))
    return {key: on if key == "on" else fill(value, at) for key, value in node.items()}


def _kept(entries: list[Json]) -> Json:
    return [entry for entry in entries if entry is not NOTHING] or NOTHING


def _whole(filled: dict[str, Json], node: JsonObject) -> Json:
    """Drop what would happen in the future, and mappings that end up empty."""
    future = "on" in node and "on" not in filled
    return NOTHING if future or (node and not filled) else filled


def _from(node: JsonObject, scene: Scene) -> Json:
    value = scene.story.get(node["$from"], node.get("else", NOTHING))
    return fill(value, scene) if value is not NOTHING else value


def _range(node: JsonObject, scene: Scene) -> Json:
    bounds = fill(node["$range"], scene)
    if bounds is NOTHING:
        return NOTHING
    step = int(node.get("step", 1))
    return scene.chance.randrange(bounds[0], bounds[1] + 1, step)


def _days(node: JsonObject, scene: Scene) -> Json:
    day = scene.day(fill(node["$days"], scene))
    return NOTHING if day > scene.until and not node.get("future") else day.isoformat()


def _one_of(node: JsonObject, scene: Scene) -> Json:
    return fill(scene.chance.choice(node["$one_of"]), scene)


def _maybe(node: JsonObject, scene: Scene) -> Json:
    happens = scene.chance.random() < node["$maybe"]
    branch = "then" if happens else "else"
    return fill(node[branch], scene) if branch in node else NOTHING


def _ref(node: JsonObject, scene: Scene) -> Json:
    return scene.known.get(node["$ref"], NOTHING)


def _person(node: JsonObject, scene: Scene) -> Json:
    day = min(scene.office or scene.on, scene.until).isoformat()
    role = str(fill(node["$person"], scene))
    holders = sorted(str(p["id"]) for p in scene.holding.people_with(role, day))
    return scene.chance.choice(holders) if holders else NOTHING


def _code(_: JsonObject, scene: Scene) -> Json:
    return unified_code(scene.chance)


_DRAWS: Mapping[str, Callable[[JsonObject, Scene], Json]] = {
    "$from": _from,
    "$range": _range,
    "$days": _days,
    "$one_of": _one_of,
    "$maybe": _maybe,
    "$ref": _ref,
    "$person": _person,
    "$code": _code,
}
