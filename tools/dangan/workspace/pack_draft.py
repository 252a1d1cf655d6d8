"""A regulation of one's own, begun from the text on paper (新规章).

Three files below ``schemas/packs/<id>``: the clauses, one for each article of the
text; the rules, none yet; the cases, none yet. Every clause is stated, its reason
to be decided, until its author says what carries it. The text stays beside them.
Besides, the schemas of the three files for editors, which follow no references.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dangan.model.json import Json
from dangan.syntax.dump import scalar
from dangan.workspace.product import data_root

FOLDER = "schemas/packs"
#: The text on paper, as it was given.
TEXT = "regulation.txt"
EDITOR = ".vscode/schemas"
#: Begins each file; the editor checks and completes by the schema it names.
_MODELINE = "# yaml-language-server: $schema=../../../{editor}/{name}.json"
_NAMES = ("pack", "clauses", "cases")
_PACK = "dangan:packs/pack"
#: First and last character of the number of an article: 第十三条.
_ARTICLE = ("第", "条")


@dataclass(frozen=True, slots=True)
class PackDraft:
    """What is known of a regulation when its author begins."""

    id: str
    #: Speaking name, for command lines.
    name: str
    title: str
    #: Id of the regulation that it rests on.
    extends: str
    #: First day in force, ``YYYY-MM-DD``.
    effective_from: str
    #: The articles as they stand on paper, one a line; empty: there is no text.
    text: str = ""

    @property
    def folder(self) -> str:
        """Return where its files lie, below the root of the archive."""
        return f"{FOLDER}/{self.id}"


def files(draft: PackDraft) -> Mapping[str, str]:
    """Return path → text of the three files, of the text on paper, of the schemas."""
    texts = {"pack": _pack(draft), "clauses": _clauses(draft), "cases": _cases(draft)}
    made = {
        f"{draft.folder}/{name}.yaml": "\n".join((_modeline(name), *lines)) + "\n"
        for name, lines in texts.items()
    }
    if draft.text:
        made[f"{draft.folder}/{TEXT}"] = draft.text
    return {**made, **editor_schemas()}


def editor_schemas() -> Mapping[str, str]:
    """Return path → schema of pack.yaml, clauses.yaml and cases.yaml, complete."""
    folder = data_root() / "packs"
    loaded = {
        name: json.loads((folder / f"{name}.schema.json").read_text("utf-8"))
        for name in _NAMES
    }
    shared = loaded["pack"]["$defs"]
    whole = {
        name: {**_local(schema), "$defs": {**_local(shared), **_local(_defs(schema))}}
        for name, schema in loaded.items()
    }
    return {
        f"{EDITOR}/{name}.json": json.dumps(schema, ensure_ascii=False) + "\n"
        for name, schema in whole.items()
    }


def _defs(schema: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Mapping[str, Any] = schema.get("$defs", {})
    return found


def _local(node: Json) -> Any:
    """Return a schema whose references stay inside the file."""
    if isinstance(node, Mapping):
        rows = {key: _local(child) for key, child in node.items() if key != "$id"}
        if isinstance(rows.get("$ref"), str):
            rows["$ref"] = rows["$ref"].replace(f"{_PACK}#", "#")
        return rows
    return [_local(child) for child in node] if isinstance(node, list) else node


def _modeline(name: str) -> str:
    return _MODELINE.format(editor=EDITOR, name=name)


def _pack(draft: PackDraft) -> Iterator[str]:
    yield f"id: {_quoted(draft.id)}"
    yield f"name: {scalar(draft.name)}"
    yield "title:"
    yield f"  zh: {_quoted(draft.title)}"
    yield f"extends: {_quoted(draft.extends)}"
    yield "editions:"
    yield f"  - effective_from: {_quoted(draft.effective_from)}"


def _clauses(draft: PackDraft) -> Iterator[str]:
    yield f"pack: {_quoted(draft.id)}"
    yield "clauses:"
    rows = tuple(_articles(draft.text)) or (("", draft.title),)
    for number, (place, text) in enumerate(rows, 1):
        yield f"  - id: r{number}"
        yield "    tag: other"
        yield f"    place: {{zh: {_quoted(place or str(number))}}}"
        yield "    strength: must"
        yield "    text:"
        yield f"      zh: {_quoted(text)}"
        yield "    carried: stated"
        yield "    by: []"
        yield "    reason: {zh: 待定}"


def _cases(draft: PackDraft) -> Iterator[str]:
    yield f"pack: {_quoted(draft.id)}"
    yield "cases: []"


def _articles(text: str) -> Iterator[tuple[str, str]]:
    """Yield number and text of each article; a line without one belongs to none."""
    for line in text.splitlines():
        words = line.split(maxsplit=1)
        first, last = _ARTICLE
        if len(words) > 1 and words[0].startswith(first) and words[0].endswith(last):
            yield words[0], words[1].strip()
        elif words:
            yield "", " ".join(words)


def _quoted(text: str) -> str:
    return scalar(text, quoted=True)
