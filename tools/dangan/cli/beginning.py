"""What a new archive consists of: answers to five questions → files."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dangan.cli.origin import Origin
from dangan.model.json import Json, JsonObject
from dangan.policy.pack import TODAY
from dangan.report.i18n import translator

if TYPE_CHECKING:
    from dangan.policy.pack import Pack, Parameter

#: Templates; a file's path below this folder and its place in the archive.
TEMPLATES = Path(__file__).parent / "templates" / "archive"
FILES: Mapping[str, str] = {
    "holding.yaml.j2": "records/holding.yaml",
    "README.md.j2": "README.md",
    "mkdocs.yml.j2": "mkdocs.yml",
    "about.md.j2": "docs/about.md",
    "requirements.txt.j2": "requirements.txt",
    "Makefile.j2": "Makefile",
    "pre-commit-config.yaml.j2": ".pre-commit-config.yaml",
    "gitignore.j2": ".gitignore",
    "gitattributes.j2": ".gitattributes",
    "gitlab-ci.yml.j2": ".gitlab-ci.yml",
    "github/check.yml.j2": ".github/workflows/check.yml",
    "github/PULL_REQUEST_TEMPLATE.md.j2": ".github/PULL_REQUEST_TEMPLATE.md",
}
#: The pack that every other one rests on.
_BASE = "base"


@dataclass(frozen=True, slots=True)
class Answers:
    """What the person who begins an archive was asked."""

    #: Name of the company.
    name: str
    #: Its initials, in capitals; numbers begin with them.
    initials: str
    #: Fonds code (全宗号).
    fonds: str
    #: Id of the regulation that governs.
    pack: str
    #: Name of the archivist.
    archivist: str
    #: Name of the archivist's department, and its code in numbers.
    department: str
    department_code: str


def known_packs() -> Mapping[str, Pack]:
    """Return the regulations that dangan brings along."""
    from dangan.policy.load import load_packs
    from dangan.repo.tree import WorkingTree
    from dangan.workspace.product import Schemas, data_root

    schemas = Schemas(WorkingTree(data_root().parent), None)
    return load_packs(schemas.packs())


def chain(packs: Mapping[str, Pack], pack: str) -> tuple[Pack, ...]:
    """Return a regulation and those it rests on, the most general first."""
    from dangan.policy.find import find_pack

    line: list[Pack] = []
    key = find_pack(packs, pack).id
    while key and key not in {one.id for one in line}:
        line.append(find_pack(packs, key))
        key = line[-1].extends or (_BASE if _BASE in packs else "")
    return tuple(reversed(line))


def suggestions(
    line: tuple[Pack, ...], today: datetime.date
) -> Mapping[str, Mapping[str, Json]]:
    """Return pack → parameter → the value that the pack suggests on a day."""
    found: dict[str, dict[str, Json]] = {}
    for pack, parameter in _suggesting(line):
        value = parameter.suggest
        said = today.isoformat() if value == TODAY else _plain(value)
        found.setdefault(pack.id, {})[parameter.name] = said
    return found


def departments(line: tuple[Pack, ...]) -> Mapping[str, Mapping[str, str]]:
    """Return id → label of the departments that parameters suggest.

    Several parameters may suggest one; that named after it gives the label.
    """
    found: dict[str, Mapping[str, str]] = {}
    for _, parameter in _suggesting(line):
        id_ = str(parameter.suggest)
        is_own = parameter.name.startswith(id_)
        if parameter.type == "department" and (is_own or id_ not in found):
            found[id_] = parameter.label
    return found


def _suggesting(line: tuple[Pack, ...]) -> Iterator[tuple[Pack, Parameter]]:
    for pack in line:
        for parameter in pack.parameters.values():
            if parameter.suggest is not None and parameter.value is None:
                yield pack, parameter


def posts(line: tuple[Pack, ...]) -> tuple[JsonObject, ...]:
    """Return the roles that the regulations want a name for, once each."""
    rows = (
        role
        for pack in line
        for role in pack.editions[-1].sections.get("roles", ())
        if role.get("must_be_named")
    )
    return tuple({str(role["role"]): role for role in rows}.values())


def conflicts(roles: tuple[JsonObject, ...]) -> Iterator[tuple[JsonObject, JsonObject]]:
    """Yield the pairs of roles that one person should not hold."""
    by_name = {role["role"]: role for role in roles}
    for role in roles:
        for other in role.get("incompatible_with", ()):
            if other in by_name and role["role"] < other:
                yield role, by_name[other]


def files(
    answers: Answers,
    packs: Mapping[str, Pack],
    origin: Origin,
    lang: str,
    today: datetime.date,
) -> tuple[tuple[str, str], ...]:
    """Return path and text of every file of an archive that begins today."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    line = chain(packs, answers.pack)
    templates = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  YAML and Markdown; every value goes through quoted
        keep_trailing_newline=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["quoted"] = _quoted
    known = {
        "_": translator(lang),
        "a": answers,
        "zh": lang.startswith("zh"),
        "pack": line[-1],
        "suggestions": suggestions(line, today),
        "today": today.isoformat(),
        "departments": {
            id_: label
            for id_, label in departments(line).items()
            if id_ != answers.department_code.lower()
        },
        "posts": posts(line),
        "origin": origin,
    }
    return tuple(
        (place, templates.get_template(name).render(known))
        for name, place in FILES.items()
    )


def _quoted(value: Json) -> str:
    """Write a value so that YAML reads back exactly it."""
    return json.dumps(_plain(value), ensure_ascii=False)


def _plain(value: Json) -> Json:
    """Return tuples and read-only mappings as JSON knows them."""
    if isinstance(value, Mapping):
        return {key: _plain(child) for key, child in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(child) for child in value]
    return value
