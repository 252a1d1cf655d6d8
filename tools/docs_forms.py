"""The generated page about forms: what makes each that a regulation names.

Part of ``make docs``. named_forms.yaml names the forms and their clauses; the
commands come from the rules that cite those clauses.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from dangan.policy.pack import Pack
from docs_pack import product_packs, table

NAMED = yaml.safe_load((Path(__file__).parent / "named_forms.yaml").read_text("utf-8"))[
    "forms"
]
_ITEM = "item"
_GENERAL = ("print blank", "print task-table")
_HEADS = ("表格", "条款", "命令")
_INTRO = (
    "规章提到的每一种表、簿、目录、标签，由哪条命令印出或列出。"
    "`dangan print` 的表加 `--blank` 即空白表；台账也可以用 `dangan print` 打印。"
)
_SAID = {"header": "规章参数，列在目录网站的规章页", "declined": "不做，理由见该条"}


def forms() -> str:
    """Return the page of the named forms."""
    rows = (
        (row["name"], "、".join(row["clauses"]), "、".join(_told(row))) for row in NAMED
    )
    return "\n".join(["# 规章提到的表格", "", _INTRO, "", *table(_HEADS, rows), ""])


def _told(row: Mapping[str, Any]) -> Iterator[str]:
    """Yield what makes a form; sheets of a whole type only where it has none."""
    named = (one for id_ in row["clauses"] for one in makers(id_))
    found = tuple(dict.fromkeys((*named, *row.get("by", ()))))
    own = [one for one in found if not one.startswith(_GENERAL)]
    for one in own or found:
        yield _SAID.get(one) or f"`dangan {one}`"


def makers(clause: str) -> Iterator[str]:
    """Yield the commands that make the form a clause names; of what it repeats, too."""
    pack, _, id_ = clause.rpartition(".")
    found = product_packs()[pack]
    for section, rule in _citing(found, {id_, clause}):
        yield from _commands(section, rule)
    same = found.clauses[clause].same_as
    if same:
        yield from makers(same)


def _citing(pack: Pack, ids: set[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for edition in pack.editions[-1:]:
        for section, rules in edition.sections.items():
            for rule in rules:
                if _cites(rule, ids):
                    yield section, rule


def _cites(rule: Any, ids: set[str]) -> bool:
    """Tell whether a rule, or an entry inside of it, cites one of the clauses."""
    if isinstance(rule, Mapping):
        cited = rule.get("clause", ())
        own = {cited} if isinstance(cited, str) else set(cited)
        return bool(own & ids) or any(_cites(one, ids) for one in rule.values())
    return isinstance(rule, list | tuple) and any(_cites(one, ids) for one in rule)


def _commands(section: str, rule: Mapping[str, Any]) -> Iterator[str]:
    if section == "forms":
        yield f"print {rule['form']}"
    elif section == "registers":
        yield f"register {rule['id']}"
    elif section == "checklists":
        yield "print inspection-sheet --blank"
    elif section == "processes":
        yield f"print task-table {rule['id']}"
    elif section in {"classes", "fields", "materials", "event_order"}:
        yield from _blank(rule)


def _blank(rule: Mapping[str, Any]) -> Iterator[str]:
    """Yield the blank forms of what a rule is for."""
    about = rule.get("for") or {}
    codes = _words(rule.get("code") or about.get("class")) or ("",)
    for kind in _words(about.get("type")) or (_ITEM,):
        for code in codes:
            yield f"print blank {kind} {code}".rstrip()


def _words(value: Any) -> tuple[str, ...]:
    """Return a word, or words, as a tuple; what is a condition has none."""
    if isinstance(value, str):
        return (value,)
    return tuple(value) if isinstance(value, list | tuple) else ()
