"""An invented archive from a number of records and a seed, numbered by the packs."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from random import Random

from dangan.demo.desk import desk, wanted
from dangan.demo.history import Numbered
from dangan.demo.plan import (
    Made,
    World,
    bundles,
    contracts,
    customers,
    series,
    specials,
    yearly,
)
from dangan.demo.routine import matters, transfers, volumes
from dangan.model.archive import Archive
from dangan.model.errors import SetupError
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.record import Document, Record
from dangan.policy.policies import Policies
from dangan.rules.number_inputs import inputs
from dangan.rules.numbers import schemes
from dangan.workspace import Workspace

#: Smaller than this an archive cannot have a bit of everything.
FEWEST = 60


def make(
    space: Workspace, stories: JsonObject, count: int, seed: int
) -> tuple[Numbered, ...]:
    """Return ``count`` finished records of the holding of ``space``.

    Raises:
        SetupError: a story does not fit the packs, or ``count`` is too small.
    """
    if count < FEWEST:
        raise SetupError(
            M("a demo archive has at least {fewest} records", fewest=FEWEST),
            hint="raise --records",
        )
    until = dt.date.fromisoformat(str(space.holding.get("as_of")))
    world = World(Random(seed), space.holding, stories, until.year - 14, until)  # noqa: S311  no secret: repeatable chance
    made = _all(world, count, space.policies)
    return tuple(sorted(_numbered(made, space, world), key=lambda record: record.path))


def _all(world: World, total: int, policies: Policies) -> list[Made]:
    mix = world.stories["mix"]
    # What happens at the desk comes on top of what is kept.
    count = total - wanted(world, total)
    pool = list(customers(world, max(10, int(count * mix["customers"]))))
    names = {str(made.data["id"]): name for made, name in pool}
    world = replace(world, stories={**world.stories, "names": names})
    papers = [
        *specials(world, pool),
        *yearly(world, pool),
        *bundles(world, pool, int(count * mix["bundles"])),
    ]
    moved = list(transfers(world))[
        -min(mix["transfers_at_most"], int(count * mix["transfers"])) :
    ]
    rest = [
        *(made for made, _ in pool),
        *papers,
        *volumes(world, papers, policies),
        *moved,
        *matters(world, int(count * mix["matters"]), pool),
        *series(world, min(mix["series_at_most"], int(count * mix["series"]))),
    ]
    made = [*rest, *contracts(world, count - len(rest), pool)]
    made += list(desk(world, made, total))
    return [*made, *contracts(world, total - len(made), pool)]


def _numbered(
    made: Iterable[Made], space: Workspace, world: World
) -> Iterator[Numbered]:
    order = sorted(made, key=lambda one: (one.on, str(one.data["id"])))
    drafts = {str(one.data["id"]): _draft(one, space) for one in order}
    archive = Archive(space.holding, tuple(drafts.values()))
    serials: Counter[tuple[str, ...]] = Counter()
    for record in drafts.values():
        yield _number(record, archive, space, world, serials)


def _draft(made: Made, space: Workspace) -> Record:
    folder = space.types[str(made.data["type"])].data["folder"]
    return Record(
        Document(f"records/{folder}/_drafts/{made.data['id']}.yaml", made.data)
    )


def _number(
    record: Record,
    archive: Archive,
    space: Workspace,
    world: World,
    serials: Counter[tuple[str, ...]],
) -> Numbered:
    policy = space.policies.for_record(record)
    scheme = schemes(policy, space.holding, record.data)[0] if policy else None
    if policy is None or scheme is None:
        raise SetupError(
            M("no pack numbers {type}", type=record.type),
            hint="add it to packs of holding.yaml",
        )
    given = dict(inputs(scheme, record, archive).values)
    key = (scheme.id, *scheme.key(given))
    withdrawn = (
        serials[key] > 0 and world.chance.random() < world.stories["mix"]["withdrawn"]
    )
    serials[key] += 2 if withdrawn else 1
    given[scheme.serial.name] = str(serials[key])
    number, slug, scope = (
        part(given) for part in (scheme.format, scheme.slug, scheme.scope)
    )
    if number.value is None or slug.value is None or scope.value is None:
        raise SetupError(str(number.problem or slug.problem or scope.problem))
    folder = record.path.split("/")[1]
    path = f"records/{folder}/{scope.value}/{slug.value}.yaml"
    return Numbered(
        path,
        _finished(
            record,
            number.value,
            {"pack": policy.pack.id, "scheme": scheme.id, "fields": given},
        ),
    )


def _finished(record: Record, number: str, how: JsonObject) -> JsonObject:
    events = sorted(record.data.get("events", ()), key=lambda event: str(event["on"]))
    first = events[0] if events else {"on": str(record.get("handed_over_on"))}
    assigned: dict[str, Json] = {"on": first["on"], **how}
    if first.get("by"):
        assigned["by"] = first["by"]
    return {**record.data, "number": number, "events": events, "assigned": assigned}
