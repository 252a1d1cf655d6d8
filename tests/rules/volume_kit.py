"""Small archives and policies from plain mappings, for tests of volume rules."""

import json
from pathlib import Path

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.record import Document, Record
from dangan.policy.load import load_packs
from dangan.policy.policies import Policies

PACKS = Path(__file__).parents[2] / "schemas" / "packs"
SCHEMAS = tuple(
    Document(f"schemas/packs/{path.name}", json.loads(path.read_text("utf-8")))
    for path in sorted(PACKS.glob("*.schema.json"))
)
TEXT = {"zh": "试", "en": "test"}


def holding(**data):
    return Holding(Document("records/holding.yaml", {"type": "holding", **data}))


def policy(parameters=None, settings=None, **sections):
    """Return the policy of a pack ``t0`` with these sections."""
    data = {
        "id": "t0",
        "name": "test-pack",
        "title": TEXT,
        "parameters": parameters or {},
        "editions": [{"effective_from": "2000-01-01", **sections}],
    }
    pack = Document("schemas/packs/t0/pack.yaml", data)
    owner = holding(
        packs=[{"pack": "t0"}],
        parameters={"t0": {k: {"value": v} for k, v in (settings or {}).items()}},
    )
    return Policies(load_packs([*SCHEMAS, pack]), owner, {}).of_pack("t0")


def record(name, **data):
    """Return a record whose id is its local name."""
    body = {"id": name, "type": "item", **data}
    return Record(Document(f"records/{body['type']}/{name}.yaml", body))


def archive(*records):
    return Archive(holding(), records)


def volume(name, *items, **data):
    """Return a volume that holds the items of these names, in this order."""
    contents = [{"record": i} if isinstance(i, str) else i for i in items]
    return record(name, **{"type": "volume", "contents": contents, **data})


def points(kind, to, **more):
    """Return a list with one relation."""
    return [{"kind": kind, "to": to, **more}]


def clauses(reasons):
    return {reason.clause for reason in reasons}
