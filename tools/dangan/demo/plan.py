"""What happens in an invented archive: bundles of papers, one occasion each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from random import Random

from dangan.demo.codes import ulid
from dangan.demo.template import NOTHING, Scene, fill
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject

#: What of a paper is drawn before its record is filled in.
_DRAWN = ("relations", "title", "keywords", "covers")
#: Days within which a paper that comes in is registered.
_REGISTERED = dt.timedelta(days=10)
#: How many months lie between two occasions of a rhythm.
RHYTHMS: Mapping[str, int] = {"half": 6, "year": 12, "two-years": 24, "four-years": 48}


@dataclass(frozen=True, slots=True)
class Made:
    """A record without its number, with the day it came into the archive."""

    on: dt.date
    data: dict[str, Json]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that chance may draw from."""

    chance: Random
    holding: Holding
    stories: JsonObject = field(repr=False)
    first_year: int
    until: dt.date

    def scene(self, on: dt.date, story: JsonObject, **known: str) -> Scene:
        """Draw the words of one occasion."""
        words = {
            key: self.chance.choice(value)
            for key, value in self.stories["words"].items()
        }
        words |= self.calendar(on) | {"box": f"{self.chance.randint(1, 999):03d}"}
        return Scene(self.chance, self.holding, on, self.until, words, story, known)

    def record(self, scene: Scene, shape: JsonObject) -> Made:
        """Fill in one record and give it an id of its day."""
        data = fill(shape, scene)
        return Made(scene.on, {"id": ulid(scene.on, self.chance), **data})

    def share(self, entries: list[JsonObject]) -> JsonObject:
        """Draw one entry by its ``share``."""
        weights = [entry["share"] for entry in entries]
        return self.chance.choices(entries, weights)[0]

    def day(self, year: int, month: int = 0) -> dt.date:
        """Draw a weekday of a month, or of any month."""
        month = month or self.chance.randint(1, 12)
        day = dt.date(year, month, self.chance.randint(1, 28))
        return day - dt.timedelta(days=max(0, day.weekday() - 4))

    def calendar(self, on: dt.date) -> dict[str, str]:
        """Return the words that a day gives."""
        half = self.stories["halves"][(on.month - 1) // 6]
        years = {
            "last_year": on.year - 1,
            "next_year": on.year + 1,
            "third_year": on.year + 3,
        }
        rest = {"year": str(on.year), "month": f"{on.month:02d}", "half": str(half)}
        return {key: str(year) for key, year in years.items()} | rest

    def years(self) -> range:
        """Return the years of the story, the last one unfinished."""
        return range(self.first_year, self.until.year + 1)


def series(world: World, count: int) -> Iterator[Made]:
    """Yield so many records, spread over the occasions of all rhythms."""
    stories = world.stories["series"]
    occasions = [(on, story) for story in stories for on in _occasions(world, story)]
    rounds = occasions * (count // len(occasions))
    for on, story in (*rounds, *world.chance.sample(occasions, count % len(occasions))):
        scene = world.scene(on, story)
        yield world.record(scene, world.stories["shapes"][story["shape"]])


def _occasions(world: World, story: JsonObject) -> Iterator[dt.date]:
    months = RHYTHMS[story["every"]]
    month = (world.first_year * 12) + story["month"] - 1
    while month // 12 <= world.until.year:
        on = world.day(month // 12, month % 12 + 1)
        if on + _REGISTERED <= world.until:
            yield on
        month += months


def customers(world: World, count: int) -> Iterator[tuple[Made, str]]:
    """Yield customer files with the name that other papers call them by."""
    plan = world.stories["customers"]
    for index in range(count):
        named = index < len(plan["named"])
        who = plan["named"][index] if named else plan["any"]
        year = who.get("since") or world.chance.randint(
            world.first_year, world.until.year - 1
        )
        scene = world.scene(world.day(year, world.chance.randint(1, 11)), who)
        title = str(fill(who["title"], scene))
        title = (
            title
            if named
            else f"{title[:2]}{_ordinal(index, plan['digits'])}{title[2:]}"
        )
        yield (
            world.record(
                _customer(scene, plan, who, title), world.stories["shapes"]["customer"]
            ),
            title,
        )


def _ordinal(index: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(index + 1))


def _customer(scene: Scene, plan: JsonObject, who: JsonObject, title: str) -> Scene:
    kind = "person" if who.get("nature") == "person" else "organisation"
    scene = replace(scene, words={**scene.words, "customer": title})
    extra: dict[str, Json] = {
        key: fill(value, scene) for key, value in plan[kind].items()
    }
    extra |= {"title": title, "axes": fill(who["axes"], scene)}
    if who.get("until"):
        extra["closed_on"] = f"{who['until']}-11-30"
    story = {"region": "huabei", **who, **extra, **_materials(scene, plan)}
    return replace(scene, story={k: v for k, v in story.items() if v is not NOTHING})


def _materials(scene: Scene, plan: JsonObject) -> dict[str, list[JsonObject]]:
    here: list[JsonObject] = []
    gone: list[JsonObject] = []
    day = scene.day([20, 55])
    for row in plan["materials"]:
        if day > scene.until or scene.chance.random() < plan["missing_chance"]:
            gone.append(_missing(row, scene, plan))
            continue
        rest = {
            "copies": 1,
            "pages": scene.chance.randint(1, 9),
            "received_on": day.isoformat(),
        }
        taken = fill(plan["received_by"], scene)
        here.append(
            {"kind": row["kind"], "form": row["form"], **rest, "received_by": taken}
        )
    return {key: rows for key, rows in (("materials", here), ("missing", gone)) if rows}


def _missing(row: JsonObject, scene: Scene, plan: JsonObject) -> JsonObject:
    due = scene.until + dt.timedelta(days=scene.chance.randint(-40, 60))
    since = max(scene.on, due - dt.timedelta(days=90))
    return {
        "kind": row["kind"],
        "owed_by": {"department": row["supplied"]},
        "since": since.isoformat(),
        "due": due.isoformat(),
        "reason": plan["missing_reason"],
    }


def contracts(world: World, count: int, pool: list[tuple[Made, str]]) -> Iterator[Made]:
    """Yield contracts with customers of the pool, some with a trouble."""
    for _ in range(count):
        story = world.share(world.stories["contracts"])
        on = _spread(world)
        customer, _name = world.chance.choice(
            [c for c in pool if c[0].on <= on] or pool[:1]
        )
        scene = world.scene(on, {}, customer=str(customer.data["id"]))
        trouble = world.share(world.stories["contract_troubles"])
        title = fill(story["title"], scene)
        filled = fill({k: v for k, v in trouble.items() if k != "share"}, scene)
        extra = filled if isinstance(filled, dict) else {}
        closed = on + dt.timedelta(days=world.chance.randint(*story["runs"]))
        if closed <= world.until:
            extra["closed_on"] = closed.isoformat()
        extra["stage"] = "final" if "closed_on" in extra else "working"
        scene = replace(scene, story={**story, **extra, "title": title})
        made = world.record(scene, world.stories["shapes"]["contract"])
        yield _later(made, extra)


def _spread(world: World) -> dt.date:
    while True:
        on = world.day(world.chance.choice(world.years()))
        if on + dt.timedelta(days=30) <= world.until:
            return on


def _later(made: Made, extra: JsonObject) -> Made:
    events = made.data["events"]
    clerk = events[0]["by"]
    if "closed_on" in extra:
        events.append({"kind": "closed", "on": extra["closed_on"], "by": clerk})
    if "hold" in extra:
        day = max(e["on"] for e in events)
        events.append({"kind": "hold_placed", "on": day, "by": clerk, **extra["hold"]})
    return made


def bundles(world: World, pool: list[tuple[Made, str]], count: int) -> Iterator[Made]:
    """Yield at least so many papers of customers, bundle by bundle."""
    made = 0
    while made < count:
        customer, name = world.chance.choice(pool)
        ends = str(customer.data.get("closed_on", world.until.isoformat()))
        first, last = customer.on.year + 1, int(ends[:4])
        on = world.day(world.chance.randint(min(first, last), last))
        if customer.on < on <= world.until - dt.timedelta(days=80):
            papers = list(_bundle(world, on, customer, name))
            made += len(papers)
            yield from papers


def yearly(world: World, pool: list[tuple[Made, str]]) -> Iterator[Made]:
    """Yield the reports about the last whole year, as far as they came in."""
    plan = world.stories["yearly"]
    for customer, name in pool:
        on = world.day(world.until.year, 4)
        running = customer.on.year < on.year - 1 and "closed_on" not in customer.data
        if running and world.chance.random() < plan["come_in"]:
            yield from _papers(world, on, (customer, name), plan["papers"])


def specials(world: World, pool: list[tuple[Made, str]]) -> Iterator[Made]:
    """Yield the papers that were written by hand."""
    for special in world.stories["specials"]:
        customer, name = pool[special["customer"]]
        on = dt.date.fromisoformat(special["on"])
        yield from _papers(world, on, (customer, name), special["papers"])


def _bundle(world: World, on: dt.date, customer: Made, name: str) -> Iterator[Made]:
    papers = world.share(world.stories["bundles"])["papers"]
    return _papers(world, on, (customer, name), papers)


def _papers(
    world: World, on: dt.date, whose: tuple[Made, str], papers: list[JsonObject]
) -> Iterator[Made]:
    known = {"customer": str(whose[0].data["id"])}
    words = {**world.scene(on, {}).words, "customer": whose[1]}
    for paper in papers:
        after = paper["after"]
        days = world.chance.randint(*after) if isinstance(after, list) else after
        day = on + dt.timedelta(days=days)
        words = {**words, **world.calendar(day)}
        base = Scene(
            world.chance, world.holding, day, world.until, words, {}, dict(known)
        )
        story = {key: _draw(key, value, base) for key, value in paper.items()}
        scene = replace(base, story={**story, "subject": known["customer"]})
        made = world.record(scene, world.stories["shapes"][paper["shape"]])
        gone = paper.get("drop", ())
        data = {key: v for key, v in made.data.items() if key not in gone}
        known[paper["name"]] = str(made.data["id"])
        yield Made(made.on, {**data, **paper.get("add", {})})


def _draw(key: str, value: Json, scene: Scene) -> Json:
    return fill(value, scene) if key in _DRAWN else value
