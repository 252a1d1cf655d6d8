"""Collect every text for people and compile the Chinese catalogue: ``make i18n``.

English literals are the keys: ``M("…")`` and ``_("…")`` in Python, facts and hints
of set-up errors, ``_("…")`` in templates, and the texts of click. Each area (folder
below ``tools/dangan``, and ``click``) has a file of its own under
``locale/zh_CN/``, so that two people can translate at once; all of them become one
compiled catalogue, which is committed. With ``--check`` nothing is written.
"""

from __future__ import annotations

import ast
import datetime
import importlib.util
import io
import re
import string
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "tools" / "dangan"
LOCALE = "zh_CN"
HOME = PACKAGE / "locale" / LOCALE
COMPILED = HOME / "LC_MESSAGES" / "dangan.mo"
#: Functions whose first argument is a text.
MARKERS = frozenset({"M", "_", "gettext", "translate"})
#: Set-up errors, whose fact and hint are texts too.
FAULTS = frozenset({"PackError", "RepositoryError", "SetupError", "TypeSetupError"})
#: A module that holds one check.
CHECK = re.compile(r"checks/r[0-9]{3}_[a-z_]+\.py")
TEMPLATES = (".html", ".j2", ".md", ".xml")
#: Catalogues carry no date of their own; git has it.
EPOCH = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)

#: A text, or its singular and plural.
Key = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people, the area it belongs to and the file it stands in."""

    area: str
    key: Key
    place: str


def collect() -> tuple[Text, ...]:
    """Return every text once, in the first area that has it."""
    found: dict[Key, Text] = {}
    for text in sorted(_all_texts(), key=lambda one: (one.area, one.place)):
        found.setdefault(text.key, text)
    return tuple(found.values())


def _all_texts() -> Iterator[Text]:
    for path in sorted(PACKAGE.rglob("*")):
        place = path.relative_to(PACKAGE)
        area = place.parts[0] if len(place.parts) > 1 else "main"
        for key in _keys_of(path):
            yield Text(area, key, f"tools/dangan/{place.as_posix()}")
        for key in _page_keys(place, path):
            yield Text("pages", key, f"tools/dangan/{place.as_posix()}")
    click = importlib.util.find_spec("click")
    for path in sorted(Path(str(click and click.origin)).parent.glob("*.py")):
        for key in _keys_of(path):
            yield Text("click", key, f"click/{path.name}")


def _keys_of(path: Path) -> Iterator[Key]:
    if path.suffix == ".py":
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from _python_keys(
            tree, FAULTS if PACKAGE in path.parents else frozenset()
        )
    elif path.suffix in TEMPLATES and "templates" in path.as_posix():
        yield from _template_keys(path)


def _page_keys(place: Path, path: Path) -> Iterator[Key]:
    """Yield title, reason and fix of a check: its docstring is its page."""
    if CHECK.fullmatch(place.as_posix()):
        page = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        yield from _paragraphs(page)


def _paragraphs(page: str) -> tuple[str, str, str]:
    """Part a page as ``report.catalogue.parts`` does; a test compares the two."""
    title, _, rest = page.partition("\n")
    why, _, fix = rest.partition("\nFix:")
    reason = why.strip().removeprefix("Why:")
    return title.strip(), " ".join(reason.split()), " ".join(fix.split())


def _python_keys(tree: ast.AST, faults: frozenset[str] = frozenset()) -> Iterator[Key]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", getattr(node.func, "attr", ""))
        literals = [one for arg in node.args if (one := _literal(arg))]
        if name == "ngettext":
            yield (literals[0], literals[1])
        elif name in MARKERS or name in faults:
            yield from literals[:1]
        if name in faults:
            hints = (word.value for word in node.keywords if word.arg == "hint")
            yield from (one for hint in hints if (one := _literal(hint)))


def _literal(node: ast.expr) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return ""


def _template_keys(path: Path) -> Iterator[Key]:
    with path.open("rb") as file:
        options = {"extensions": "jinja2.ext.i18n", "encoding": "utf-8"}
        for _line, _name, key, _notes in babel_extract(file, ["_"], [], options):
            yield key if isinstance(key, str) else str((key or ("",))[0])


def catalogues() -> dict[str, Catalog]:
    """Return area → its catalogue: the texts of today, the translations of before."""
    texts = collect()
    known = _translations()
    made: dict[str, Catalog] = {}
    for text in texts:
        catalogue = made.setdefault(text.area, _empty())
        catalogue.add(text.key, known.get(text.key, ""), locations=[(text.place, 0)])
    return made


def _empty() -> Catalog:
    return Catalog(
        locale=LOCALE,
        project="dangan",
        fuzzy=False,
        creation_date=EPOCH,
        revision_date=EPOCH,
        header_comment="# Made by `make i18n`; translate msgstr.",
        last_translator="",
        language_team="",
        copyright_holder="",
        msgid_bugs_address="",
    )


def _translations() -> dict[Any, Any]:
    known: dict[Any, Any] = {}
    for path in sorted(HOME.glob("*.po")):
        with path.open("rb") as file:
            # A text that moved to another area stands untranslated in one of them.
            said = (one for one in read_po(file, LOCALE) if one.id and one.string)
            known |= {one.id: one.string for one in said}
    return known


def missing(made: dict[str, Catalog]) -> Iterator[str]:
    """Yield a line for each text without a translation or with other gaps."""
    for area, catalogue in made.items():
        for one in (entry for entry in catalogue if entry.id):
            said = one.string if isinstance(one.string, tuple) else (one.string,)
            key = one.id if isinstance(one.id, str) else one.id[-1]
            if not all(said):
                yield f"{area}: not translated: {key}"
            elif area not in {"click", "pages"} and _gaps(key) != _gaps(str(said[0])):
                yield f"{area}: other gaps than the English: {key}"


def _gaps(text: str) -> set[str]:
    return {name for _text, name, _form, _way in string.Formatter().parse(text) if name}


def files(made: dict[str, Catalog]) -> dict[Path, bytes]:
    """Return path → bytes of every file of the catalogue."""
    out = {HOME / f"{area}.po": _po(one) for area, one in made.items()}
    everything = _empty()
    for catalogue in made.values():
        for one in (entry for entry in catalogue if entry.id):
            everything.add(one.id, one.string)
    compiled = io.BytesIO()
    write_mo(compiled, everything)
    return {**out, COMPILED: compiled.getvalue()}


def _po(catalogue: Catalog) -> bytes:
    text = io.BytesIO()
    write_po(text, catalogue, width=88, sort_output=True, include_lineno=False)
    return text.getvalue()


def stale(wanted: dict[Path, bytes]) -> Iterator[str]:
    """Yield a line for each file that `make i18n` would write otherwise."""
    present = {*HOME.glob("*.po"), COMPILED}
    for path in sorted({*wanted, *present}):
        now = path.read_bytes() if path.is_file() else b""
        if now != wanted.get(path, b""):
            yield f"{path.relative_to(ROOT).as_posix()}: not up to date: make i18n"


def main() -> int:
    """Write the files, or compare with ``--check``; 1 where something is missing."""
    made = catalogues()
    wanted = files(made)
    lines = list(missing(made))
    if "--check" in sys.argv[1:]:
        lines += stale(wanted)
    else:
        for path in set(HOME.glob("*.po")) - set(wanted):
            path.unlink()
        for path, content in wanted.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    print("\n".join([*lines, f"{sum(map(len, made.values()))} texts"]))
    return int(bool(lines))


if __name__ == "__main__":
    sys.exit(main())
