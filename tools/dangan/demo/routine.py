"""Monthly hand-overs, reports of customer matters and volumes of an archive."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from dangan.demo.plan import Made, World
from dangan.demo.template import fill
from dangan.model.archive import Archive
from dangan.model.json import Json, JsonObject
from dangan.model.record import Document, Record
from dangan.policy.policies import Policies
from dangan.policy.policy import Policy
from dangan.rules import volume_order, volume_year


def transfers(world: World) -> Iterator[Made]:
    """Yield the hand-overs of the last months, one for each supplier."""
    plan = world.stories["transfers"]
    newest = world.until.year * 12 + world.until.month - 2
    for month in range(newest - plan["months"] + 1, newest + 1):
        for supplier in plan["suppliers"]:
            yield from _handed_over(world, plan, supplier, month)


def _handed_over(
    world: World, plan: JsonObject, supplier: JsonObject, month: int
) -> Iterator[Made]:
    period = dt.date(month // 12, month % 12 + 1, 1)
    late = world.chance.random() < plan["late"]
    day = world.chance.randint(12, 26) if late else world.chance.randint(2, 7)
    on = (period + dt.timedelta(days=32)).replace(day=day)
    if on > world.until:
        return
    story: dict[str, Json] = {**supplier, "period": f"{period:%Y-%m}"}
    if late:
        story["late_reason"] = plan["late_reason"]
    if world.chance.random() < plan["nil"]:
        story["nil"] = True
    else:
        kinds = supplier["kinds"]
        story["items"] = [
            {"kind": k, "count": world.chance.randint(1, 9)} for k in kinds
        ]
    yield world.record(world.scene(on, story), plan["record"])


def matters(world: World, count: int, pool: list[tuple[Made, str]]) -> Iterator[Made]:
    """Yield reports of major matters between a department and a customer."""
    plan = world.stories["matters"]
    for _ in range(count):
        customer, _name = world.chance.choice(pool)
        first = max(customer.on.year, world.first_year)
        on = max(
            world.day(world.chance.randint(first, world.until.year - 1)), customer.on
        )
        text = world.chance.choice(plan["texts"])
        scene = world.scene(on, {}, customer=str(customer.data["id"]))
        scene = replace(
            scene, story={key: fill(value, scene) for key, value in text.items()}
        )
        yield world.record(scene, plan["record"])


def volumes(world: World, papers: Iterable[Made], policies: Policies) -> Iterator[Made]:
    """Bind the papers of each customer and year, as the regulation orders them."""
    policy = policies.for_type(str(world.stories["volume"]["record"]["type"]))
    if policy is None:
        return
    records = tuple(_record(paper.data) for paper in papers)
    archive = Archive(world.holding, records)
    groups: dict[tuple[str, ...], list[Record]] = defaultdict(list)
    for record in archive.records:
        if record.get("subject"):
            groups[_group(record, policy, archive)].append(record)
    for key, members in sorted(groups.items()):
        made = _volume(world, key, members)
        if made is not None:
            yield _ordered(made, archive, policy)


def _record(data: JsonObject) -> Record:
    return Record(Document(f"records/{data['type']}/{data['id']}.yaml", data))


def _group(record: Record, policy: Policy, archive: Archive) -> tuple[str, ...]:
    found = volume_year.year(record, policy, archive).value
    year = found.year if found else str(record.get("formed_on"))[:4]
    return str(record.get("subject")), year, str(record.get("retention.class"))


def _volume(world: World, key: tuple[str, ...], members: list[Record]) -> Made | None:
    subject, year, retention = key
    on = dt.date(int(year) + 1, 1, world.chance.randint(8, 28))
    if on + dt.timedelta(days=80) > world.until:
        return None
    plan = world.stories["volume"]
    note = world.chance.choice(plan["notes"])
    scene = world.scene(on, {"note": note} if note else {}, customer=subject)
    names = {"customer": str(world.stories["names"][subject]), "year": year}
    scene = replace(scene, words={**scene.words, **names})
    made = world.record(scene, plan["record"])
    level = max(
        members, key=lambda m: world.stories["levels"].index(m.get("secrecy.level"))
    )
    extra = {
        "retention": {"class": retention, "trigger": "closed_on"},
        "secrecy": dict(level.data["secrecy"]),
    }
    contents = [{"record": member.id} for member in members]
    return Made(made.on, {**made.data, **extra, "contents": contents})


def _ordered(made: Made, archive: Archive, policy: Policy) -> Made:
    volume = _record(made.data)
    whole = Archive(archive.holding, (*archive.records, volume))
    ids = volume_order.order(volume, policy, whole).items
    contents: list[JsonObject] = []
    page = 1
    for name in ids:
        count = int(archive.by_id[name].get("pages", 1))
        contents.append(
            {"record": name, "from_page": page, "to_page": page + count - 1}
        )
        page += count
    data = {
        **made.data,
        "contents": contents,
        "pages": page - 1,
        "items": len(contents),
    }
    return Made(made.on, data)
