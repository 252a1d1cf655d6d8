"""What happens at the desk of an invented archive: loans, holds, visits and the like.

A story names the records it may be about by a condition, how often it happens and
when, and the record of its process as a template::

    - id: loan
      about: {type: contract, class: HT-GX}
      times: 6
      years: [2016, 2025]                 # or on: "2026-06-12"
      draws: {borrower: {$person: salesperson}}
      record: {type: loan, subject: {$ref: about}, …}

No two stories are about the same record, and none about one that is held or that
only a few may see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from dangan.demo.plan import Made, World
from dangan.demo.template import fill
from dangan.model.json import Json, JsonObject
from dangan.policy.conditions import matches

#: A smaller archive has no desk of its own.
_LEAST = 300
#: How long a record has been there before anybody asks for it.
_SETTLED = dt.timedelta(days=120)
#: What of the secrecy of a record goes over to a process about it.
_SECRECY = ("level", "owner")


def wanted(world: World, count: int) -> int:
    """Return how many records of processes an archive of some size has."""
    stories = world.stories["desk"] if count >= _LEAST else ()
    return sum(int(story["times"]) for story in stories)


def desk(world: World, made: list[Made], count: int) -> Iterator[Made]:
    """Yield what happened at the desk, about records that are there."""
    used: set[str] = set()
    for story in world.stories["desk"] if count >= _LEAST else ():
        options = [one for one in made if _fits(one, story)]
        world.chance.shuffle(options)
        for _ in range(int(story["times"])):
            on = _day(world, story)
            about = _chosen(options, used, on, int(story.get("several", 1)))
            if about:
                used |= {str(one.data["id"]) for one in about}
                yield _record(world, story, on, about)


def _fits(made: Made, story: JsonObject) -> bool:
    kinds = {event.get("kind") for event in made.data.get("events", ())}
    top = made.data.get("secrecy", {}).get("level") == story.get("never", "core-secret")
    return not top and "hold_placed" not in kinds and matches(story["about"], made.data)


def _day(world: World, story: JsonObject) -> dt.date:
    if "on" in story:
        return dt.date.fromisoformat(story["on"])
    first, last = story["years"]
    return world.day(world.chance.randint(first, last))


def _chosen(
    options: list[Made], used: set[str], on: dt.date, several: int
) -> list[Made]:
    free = [
        one
        for one in options
        if str(one.data["id"]) not in used and one.on + _SETTLED <= on
    ]
    return free[:several]


def _record(world: World, story: JsonObject, on: dt.date, about: list[Made]) -> Made:
    first = about[0].data
    known = {f"about{i or ''}": str(one.data["id"]) for i, one in enumerate(about)}
    secrecy = {
        key: first["secrecy"][key] for key in _SECRECY if key in first["secrecy"]
    }
    told: dict[str, Json] = {"secrecy": secrecy, "location": first.get("location", {})}
    scene = replace(world.scene(on, {**story, **told}, **known), office=on)
    words = {key: fill(draw, scene) for key, draw in story.get("draws", {}).items()}
    scene = replace(scene, words={**scene.words, **words})
    return world.record(scene, story["record"])
