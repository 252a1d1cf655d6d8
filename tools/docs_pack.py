"""The generated pages about regulations: each clause, each section of a pack.

Part of ``make docs``; the other pages are made by docs.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from dangan.checks._registry import every_check
from dangan.policy.load import load_packs
from dangan.policy.pack import Pack
from dangan.policy.sections import SECTIONS
from dangan.repo.tree import WorkingTree
from dangan.report.catalogue import parts
from dangan.report.i18n import render, translator
from dangan.report.packs import CAPABILITIES
from dangan.workspace.product import Schemas, data_root

LANG = "zh-CN"
WORDS = "zh"
WORDING = yaml.safe_load((Path(__file__).parent / "docs.yaml").read_text("utf-8"))
#: What keys of rules and tags of clauses mean.
KEYS = yaml.safe_load((Path(__file__).parent / "docs_keys.yaml").read_text("utf-8"))
STATES: Mapping[str, str] = WORDING["states"]
_KEY_HEADS = ("字段", "含义", "必填")


@cache
def product_packs() -> Mapping[str, Pack]:
    """Return the regulations of the product."""
    return load_packs(Schemas(WorkingTree(data_root().parent), None).packs())


def packs() -> str:
    """Return the catalogue of regulations with the coverage of each clause."""
    known = product_packs().values()
    lines = ["# 规章", "", "每一条由什么落实；“尚未实现”的写明等什么。", ""]
    used = [s for s in STATES if any(c.state == s for p in known for c in _all(p))]
    heads = ("规章", "题名", *(STATES[state] for state in used), "条款")
    lines += [*table(heads, (_matrix(pack, used) for pack in known)), ""]
    for pack in known:
        lines += _pack(pack)
    return "\n".join(lines)


def _all(pack: Pack) -> Iterable[Any]:
    return pack.clauses.values()


def _matrix(pack: Pack, states: Iterable[str]) -> tuple[str, ...]:
    counts = (sum(c.state == state for c in _all(pack)) for state in states)
    return (
        f"[{pack.id}](#{_anchor(pack)})",
        pack.title[WORDS],
        *map(str, counts),
        str(len(pack.clauses)),
    )


def _anchor(pack: Pack) -> str:
    return f"pack-{pack.id.lower()}"


def _pack(pack: Pack) -> Iterator[str]:
    yield from (f"## {pack.id} {pack.title[WORDS]} {{#{_anchor(pack)}}}", "")
    days = "、".join(edition.effective_from for edition in pack.editions)
    yield f"名称 `{pack.name}`；依托 {pack.extends or '无'}；版本 {days}。"
    yield from (pack.source.get(WORDS, ""), "")
    if pack.parameters:
        heads = ("留给单位定的值", "含义", "建议值")
        rows = (
            (f"`{p.name}`", p.label[WORDS], _value(p.suggest))
            for p in pack.parameters.values()
        )
        yield from (*table(heads, rows), "")
    clauses = (
        (c.id, c.place[WORDS], c.text[WORDS], STATES[c.state], _carried(c))
        for c in _all(pack)
    )
    yield from (*table(("条款", "出处", "大意", "落实", "由"), clauses), "")


def _carried(clause: Any) -> str:
    links = (f"[{s}](sections.md#{s})" if s in SECTIONS else s for s in clause.by)
    carried = "、".join(links) or clause.reason.get(WORDS, "")
    if not clause.waits_for:
        return carried
    return f"{carried}（等{render(CAPABILITIES[clause.waits_for], LANG)}）"


def _value(value: Any) -> str:
    if value is None:
        return ""
    return f"`{json.dumps(value, ensure_ascii=False, default=list)}`"


def sections() -> str:
    """Return the sections of pack.yaml, each with a short rule that is in force."""
    schema = _schema("pack")
    lines = ["# 规章的各节", "", "例子都是产品自带规章里真实的规则。", "", *_shared()]
    titles = {check.code: parts(check)[0] for check in every_check()}
    say = translator(LANG)
    for name, section in SECTIONS.items():
        told = WORDING["sections"].get(name) or schema["$defs"][name]["description"]
        lines += [f"## {name} {{#{name}}}", "", f"{told.rstrip('.')}。", ""]
        codes = [code for code in section.codes if code in titles]
        lines += [f"- [{c}](../checks/{c}.md) {say(titles[c])}" for c in codes]
        lines += [""] if codes else []
        lines += [*table(_KEY_HEADS, _keys(name, schema["$defs"][name])), ""]
        lines += _rule(name)
    return "\n".join(lines)


def _schema(name: str) -> Any:
    return json.loads((data_root() / f"packs/{name}.schema.json").read_text("utf-8"))


def _shared() -> Iterator[str]:
    """Yield what every rule may have, and what the tags of clauses mean."""
    rows = ((f"`{key}`", told, "") for key, told in KEYS["rule"].items())
    yield from ("## 每一节都有的字段 {#rule}", "", *table(_KEY_HEADS, rows), "")
    tags = _schema("clauses")["$defs"]["clause"]["properties"]["tag"]["enum"]
    kinds = ((f"`{tag}`", KEYS["tags"][tag]) for tag in tags)
    yield from ("## 条款的种类 {#tags}", "", "`clauses.yaml` 里的 `tag`：", "")
    yield from (*table(("种类", "讲的是"), kinds), "")


def _keys(section: str, schema: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """Yield key, meaning and whether it is required of the rules of a section."""
    words = {**KEYS["rule"], **KEYS["keys"], **KEYS["sections"].get(section, {})}
    required = schema.get("required", ())
    for key in dict.fromkeys((*required, *schema["properties"])):
        if key in required or key not in KEYS["rule"]:
            yield f"`{key}`", words[key], "是" if key in required else ""


def _rule(section: str) -> Iterator[str]:
    """Yield the shortest rule of a section that says more than its name."""
    found = sorted(
        (len(text), pack.id, text)
        for pack in product_packs().values()
        for edition in pack.editions
        for rule in edition.sections.get(section, ())
        if (text := _yaml({section: [_plain(rule)]}))
    )
    if found:
        _, pack, text = found[len(found) // 3]
        yield from ("```yaml", f"# {pack}", text.rstrip(), "```", "")


def _yaml(data: Any) -> str:
    return yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, default_flow_style=None, width=80
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(child) for key, child in value.items()}
    return list(map(_plain, value)) if isinstance(value, tuple | list) else value


def table(heads: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Return a Markdown table."""
    lines = [heads, tuple("---" for _ in heads), *rows]
    return [f"| {' | '.join(map(_cell, line))} |" for line in lines]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
