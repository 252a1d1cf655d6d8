"""Small archives made of a few lines, to try checks and regulations on.

A trial names its records by path without ``records/`` and ``.yaml``. What a
record does not state is filled in, so that only what matters is written::

    records:
      item/2021/WD-2021-0001: {formed_on: "2021-05-01", closed_on: "2021-03-01"}

``null`` takes a default away; ``"@item/2021/WD-2021-0001"`` stands for the id of
that record; ``regulation`` holds sections of a pack ``trial`` that is made up
where no real regulation has such a rule. A text instead of a mapping is the file
as it is. ``files`` lists paths of files that are there. With ``before`` the trial
is a change, and ``records`` says only what it alters.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property

import yaml

from dangan import syntax
from dangan.checks._context import Context
from dangan.model.archive import Archive
from dangan.model.finding import Place, Position
from dangan.model.holding import Holding
from dangan.model.json import Json, JsonObject
from dangan.model.problem import Problem
from dangan.model.record import DRAFTS, Document, Record
from dangan.model.recordtype import RecordType
from dangan.model.ulid import encoded
from dangan.policy.load import load_packs
from dangan.policy.pack import Pack
from dangan.policy.policies import Policies
from dangan.repo.names import entry_problem, name_problem, twins
from dangan.workspace.archive import HOLDING, Workspace
from dangan.workspace.attribution import Committers

#: How a case writes a character that its own file must not hold: ``<U+202E>``.
_MARKED = re.compile(r"<U\+([0-9A-F]{4,6})>")
Types = Mapping[str, RecordType]
#: Id of the regulation that a case makes up.
MADE_UP = "trial"
_HEADS = frozenset({"parameters", "choices"})


class Rules:
    """What judges every trial: types and regulations, loaded once."""

    def __init__(
        self,
        space: Workspace,
        defaults: Mapping[str, JsonObject],
        holding: JsonObject,
        further: tuple[Document, ...] = (),
    ) -> None:
        """Take the product's own types and regulations.

        ``defaults``: type → fields that a record has unless it says otherwise;
        ``holding``: holding.yaml of every trial; ``further``: pack.yaml of
        regulations that only trials know.
        """
        self.further = further
        self.space = space
        self.defaults = defaults
        self.holding = holding
        self.packs = cache(self._packs)

    def policies(self, holding: Holding, made_up: JsonObject) -> Policies:
        """Return the policies of a trial's holding."""
        named = frozenset(str(line["pack"]) for line in holding.get("packs", ()))
        if made_up:
            documents = self._documents(named - {MADE_UP})
            packs = load_packs((*documents, _pack(made_up)))
            return Policies(packs, holding, self.space.types)
        return Policies(self.packs(named), holding, self.space.types)

    def _packs(self, named: frozenset[str]) -> Mapping[str, Pack]:
        return load_packs(self._documents(named))

    def _documents(self, named: frozenset[str]) -> tuple[Document, ...]:
        own = tuple(d for d in self.further if d.data["id"] in named)
        real = {"base", *named} - {str(document.data["id"]) for document in own}
        return (*self.space.schemas.packs_in_use(frozenset(real)), *own)


def _pack(made_up: JsonObject) -> Document:
    """Return pack.yaml of a regulation that consists of some sections."""
    sections = {k: v for k, v in made_up.items() if k not in _HEADS}
    heads = {k: v for k, v in made_up.items() if k in _HEADS}
    edition = {"effective_from": "1900-01-01", **sections}
    title = {"zh": "演示规章", "en": "Demo regulation"}
    data = {"id": MADE_UP, "name": MADE_UP, "title": title, "extends": "base"}
    path = f"schemas/packs/{MADE_UP}/pack.yaml"
    return Document(path, {**data, **heads, "editions": [edition]})


class Trial:
    """One archive of a trial, as texts and as what they say."""

    def __init__(
        self, rules: Rules, files: Mapping[str, str], made_up: JsonObject
    ) -> None:
        """Take path → text, which ``made`` builds, and a regulation made up."""
        self.rules = rules
        self.files = files
        self.made_up = made_up

    @classmethod
    def made(cls, rules: Rules, case: JsonObject, key: str = "records") -> Trial:
        """Build the archive of a case; ``key`` ``before`` is that before a change."""
        stated: dict[str, Json] = dict(case.get("before") or {})
        if key == "records":
            for name, fields in (case.get("records") or {}).items():
                stated[name] = _altered(stated.get(name), fields)
        holding = {**rules.holding, **(case.get("holding") or {})}
        if key == "records":
            holding.update(case.get("holding_after") or {})
        files = {HOLDING: _text({k: v for k, v in holding.items() if v is not None})}
        for name, fields in stated.items():
            if fields is not None:
                files[path_of(name)] = _file(name, fields, rules.defaults)
        return cls(rules, files, case.get("regulation") or {})

    @cached_property
    def parsed(self) -> Mapping[str, syntax.Parsed]:
        """Return path → what the loader makes of it."""
        return {p: syntax.load(t.encode(), p) for p, t in self.files.items()}

    @cached_property
    def archive(self) -> Archive:
        """Return the records that can be read."""
        documents = {
            path: Document(path, parsed.data, parsed.digest, parsed.text)
            for path, parsed in self.parsed.items()
            if parsed.data is not None and not name_problem(path)
        }
        holding = Holding(documents.pop(HOLDING))
        return Archive(holding, tuple(Record(d) for d in documents.values()))

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Return what the loader refuses: names, twins, texts."""
        paths = sorted(self.files)
        odd = ((name_problem(path), path) for path in paths)
        named = (entry_problem(kind, path) for kind, path in odd if kind)
        texts = (found for one in self.parsed.values() for found in one.problems)
        return (*named, *twins(paths), *texts)

    def context(
        self, before: Trial | None = None, extra: JsonObject | None = None
    ) -> Context:
        """Return what checks are handed; ``extra`` lists further touched paths."""
        space = self.rules.space
        holding = self.archive.holding
        touched = self._touched(before, extra or {}) if before else None
        altered = dict(_rules_altered(extra or {}))
        return Context(
            archive=self.archive,
            holding=holding,
            types=_types(space.types, extra or {}),
            policies=self.rules.policies(holding, self.made_up),
            calendar=space.calendar,
            validator=space.validator,
            problems=self.problems,
            base=before.archive if before else None,
            touched=touched,
            altered={
                p: pair for p, pair in altered.items() if p.startswith("schemas/")
            },
            numbers_ever=lambda: frozenset((extra or {}).get("numbers_ever", ())),
            committers=self._committers(extra or {}),
            is_there=lambda path: path in (extra or {}).get("files", ()),
            was_there=lambda path: before is not None and path in before.files,
            before=before.context if before else None,
        )

    def _committers(self, extra: JsonObject) -> Committers:
        """Return who brought in every event: ``committed_by`` of the case."""
        email = frozenset({str(extra.get("committed_by", ""))})

        def ask(path: str) -> tuple[tuple[Json, frozenset[str]], ...]:
            """Return the events of a file, all committed by one."""
            parsed = self.parsed.get(path)
            events = (parsed.data or {}).get("events", ()) if parsed else ()
            return tuple((event, email) for event in events)

        return ask

    def locate(self, place: Place) -> Position:
        """Return where a place stands in the texts."""
        return syntax.locate(self.files.get(place.path, ""), place)

    def _touched(self, before: Trial, extra: JsonObject) -> frozenset[str]:
        paths = {*self.files, *before.files}
        differ = {p for p in paths if self.files.get(p) != before.files.get(p)}
        return frozenset({*differ, *extra.get("touched", ())})


def _types(types: Types, extra: JsonObject) -> Types:
    """Return the types with what a case alters in their type.yaml."""
    altered = extra.get("types") or {}
    return {
        name: replace(kind, data={**kind.data, **altered[name]}, is_complete=False)
        if name in altered
        else kind
        for name, kind in types.items()
    }


def _rules_altered(
    extra: JsonObject,
) -> Iterator[tuple[str, tuple[Document | None, Document | None]]]:
    """Yield the files of rules that a case alters: of ``rules`` with both sides."""
    for path in extra.get("touched", ()):
        yield path, (Document(path, {}), None)
    for path, sides in (extra.get("rules") or {}).items():
        before, after = (
            Document(path, sides[side]) if side in sides else None
            for side in ("before", "after")
        )
        yield path, (before, after)


def path_of(name: str) -> str:
    """Return the path that a trial's short name stands for."""
    return name if name.startswith("records/") else f"records/{name}.yaml"


def id_of(name: str) -> str:
    """Return an id made from a name, the same every time."""
    number = int.from_bytes(hashlib.sha256(name.encode()).digest()[:15], "big")
    return encoded(1 << 120 | number)


def _altered(old: Json, new: Json) -> Json:
    both = isinstance(old, Mapping) and isinstance(new, Mapping)
    return {**old, **new} if both else new


def _file(name: str, fields: Json, defaults: Mapping[str, JsonObject]) -> str:
    if isinstance(fields, str):
        return _MARKED.sub(lambda found: chr(int(found[1], 16)), fields)
    kind = str(fields.get("type") or name.partition("/")[0])
    head: dict[str, Json] = {"id": id_of(name)}
    if f"/{DRAFTS}/" not in name:
        head["number"] = name.rpartition("/")[2]
    whole = {**head, "type": kind, **defaults.get(kind, {}), **fields}
    kept = {key: value for key, value in whole.items() if value is not None}
    return _text(_linked(kept))


def _linked(node: Json) -> Json:
    if isinstance(node, str) and node.startswith("@"):
        return id_of(node[1:])
    if isinstance(node, Mapping):
        return {key: _linked(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_linked(value) for value in node]
    return node


def _text(data: JsonObject) -> str:
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
