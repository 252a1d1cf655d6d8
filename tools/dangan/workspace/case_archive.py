"""A tiny archive in memory, made from one case of a pack.

What a case does not say is filled in: id, type, title, path, a number. A
reference to another record is the name that the case gives it. A key written
``null`` takes a default away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from dangan.model.archive import Archive
from dangan.model.errors import PackError
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject
from dangan.model.message import M
from dangan.model.record import Document, Record
from dangan.model.recordtype import RecordType
from dangan.model.ulid import ALPHABET
from dangan.policy.faults import nearest
from dangan.policy.frozen import thaw
from dangan.policy.pack import Pack
from dangan.policy.policies import Policies
from dangan.rules.number_inputs import inputs
from dangan.rules.numbers import schemes
from dangan.workspace.archive import HOLDING

#: Type of a mini record that states none.
_TYPE = "item"
#: Vocabulary by which a schema marks references to other records.
_RECORDS = "records"


@dataclass(frozen=True)
class Host:
    """What cases are tried with besides their own data."""

    packs: Mapping[str, Pack]
    types: Mapping[str, RecordType]
    validator: Any
    calendar: Any


@dataclass(frozen=True)
class CaseArchive:
    """The archive of one case."""

    host: Host
    pack: Pack
    case: JsonObject

    @cached_property
    def holding(self) -> Holding:
        """Return the holding of the case, over the one all cases share."""
        data: dict[str, Json] = {
            "type": "holding",
            "name": {"zh": self.pack.title["zh"]},
            "packs": [{"pack": self.pack.id}],
        }
        _merge(data, thaw(self.pack.case_holding))
        _merge(data, thaw(self.case.get("holding", {})))
        set_ = {
            name: {"value": thaw(value), "set_by": "company"}
            for name, value in self.case.get("parameters", {}).items()
        }
        taken = {n: {"take": r} for n, r in self.case.get("choices", {}).items()}
        _merge(data, {"parameters": {self.pack.id: set_}} if set_ else {})
        _merge(data, {"choices": {self.pack.id: taken}} if taken else {})
        return Holding(Document(HOLDING, data, digest=_digest(self.case["name"])))

    @cached_property
    def policies(self) -> Policies:
        """Return the policies of that holding."""
        return Policies(self.host.packs, self.holding, self.host.types)

    @cached_property
    def records(self) -> Mapping[str, Record]:
        """Return name in the case → record."""
        rows = self.case.get("records", {})
        ids = {name: _ulid(name) for name in rows}
        made = {name: self._record(name, row, ids) for name, row in rows.items()}
        return MappingProxyType(made)

    @cached_property
    def archive(self) -> Archive:
        """Return the records as an archive."""
        return Archive(self.holding, tuple(self.records.values()))

    @cached_property
    def names(self) -> Mapping[str, str]:
        """Return path or id → what the case calls it."""
        rows = {record.path: name for name, record in self.records.items()}
        rows |= {record.id: name for name, record in self.records.items()}
        return {HOLDING: "holding", **rows}

    def record(self, name: str) -> Record:
        """Return a record by its name in the case."""
        if name not in self.records:
            raise PackError(
                M("the case has no record {name}", name=name),
                context=(self.pack.id, "cases.yaml", str(self.case["name"])),
                hint=nearest(name, self.records),
            )
        return self.records[name]

    def _record(self, name: str, row: JsonObject, ids: Mapping[str, str]) -> Record:
        kind = self._type(str(row.get("type", _TYPE)))
        data = {"id": ids[name], "type": kind.id, "title": name, **thaw(row)}
        data = {key: value for key, value in data.items() if value is not None}
        for route in _references(kind):
            _resolve(data, route, ids)
        data.setdefault("number", f"CASE-{name}")
        if row.get("number", "") is None:
            del data["number"]
        path = self._path(kind, name, data)
        return Record(Document(path, data, digest=_digest(name)))

    def _type(self, name: str) -> RecordType:
        if name not in self.host.types:
            raise PackError(
                M("there is no record type {name}", name=name),
                context=(self.pack.id, "cases.yaml", str(self.case["name"])),
                hint=nearest(name, self.host.types),
            )
        return self.host.types[name]

    def _path(self, kind: RecordType, name: str, data: JsonObject) -> str:
        """Return where the record would lie by its number; else a place of its own."""
        folder = f"records/{kind.data['folder']}"
        if "number" not in data:
            return f"{folder}/_drafts/{name}.yaml"
        draft = Record(Document(f"{folder}/cases/{name}.yaml", data))
        policy = self.policies.for_record(draft)
        for scheme in schemes(policy, self.holding, data)[:1] if policy else ():
            read = scheme.parse(draft.number).value
            if read is not None:
                values = {**inputs(scheme, draft).values, **read}
                scope, slug = scheme.scope(values).value, scheme.slug(values).value
                return f"{folder}/{scope or 'cases'}/{slug or name}.yaml"
        return draft.path


def _references(kind: RecordType) -> Iterator[tuple[str | int, ...]]:
    for route, info in kind.fields.items():
        if info.vocabulary == _RECORDS:
            yield route


def _resolve(node: Json, route: tuple[str | int, ...], ids: Mapping[str, str]) -> None:
    """Put the id in the place of a name, at every node of a route."""
    step, rest = route[0], route[1:]
    if step == "*":
        for index, entry in enumerate(node if isinstance(node, list) else ()):
            if rest:
                _resolve(entry, rest, ids)
            else:
                node[index] = ids.get(entry, entry)
    elif isinstance(node, dict) and step in node:
        if rest:
            _resolve(node[step], rest, ids)
        else:
            node[step] = ids.get(node[step], node[step])


def _merge(below: dict[str, Json], above: JsonObject) -> None:
    """Lay one mapping over another, in depth; lists are replaced."""
    for key, value in above.items():
        if isinstance(value, Mapping) and isinstance(below.get(key), dict):
            _merge(below[key], value)
        else:
            below[key] = value


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def _ulid(name: str) -> str:
    """Return an id that follows from the name alone."""
    number = int(_digest(name), 16)
    return "0" + "".join(ALPHABET[number >> (5 * i) & 31] for i in range(25))
