"""Write the generated pages of docs/: ``make docs``.

Commands, record types, regulations with their coverage, sections of a pack with
rules that are really in force, and a page for each check. With ``--check`` nothing
is written; the pages that would change are named, and the exit code is 1.
"""

from __future__ import annotations

import importlib
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import click

from dangan.checks._registry import every_check
from dangan.cli.i18n import Examples, translated
from dangan.cli.main import COMMANDS, cli
from dangan.model.recordtype import RecordType
from dangan.report.catalogue import pages as check_pages
from dangan.report.i18n import translator
from dangan.schema.fields import ANY_INDEX, node
from dangan.workspace import open as open_archive
from docs_forms import forms
from docs_pack import LANG, WORDING, WORDS, packs, sections, table

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
_HEADS = ("字段", "名称", "必填", "个人信息", "说明")
NOTE = "<!-- 由 make docs 生成，不要手改。 -->\n"


def pages() -> dict[str, str]:
    """Return path below docs/ → text of every generated page."""
    made = {
        "reference/index.md": index(),
        "reference/cli.md": commands(),
        "reference/types.md": types(),
        "reference/packs.md": packs(),
        "reference/sections.md": sections(),
        "reference/forms.md": forms(),
    }
    cases = ROOT / "tests" / "cases"
    made |= {f"checks/{name}": text for name, text in check_pages(LANG, cases)}
    return {path: f"{text.rstrip()}\n\n{NOTE}" for path, text in made.items()}


def index() -> str:
    """Return the page that leads to the others."""
    rows = (
        ("cli.md", "命令", "每条命令的说明、选项和例子"),
        ("types.md", "档案类型", "每种档案有哪些字段，哪些必填，哪些是个人信息"),
        ("packs.md", "规章", "每份制度的每一条，由什么落实"),
        ("sections.md", "规章的各节", "规则怎样写，例子取自现行规章"),
        ("forms.md", "表格", "规章提到的每一种表、簿、目录、标签，由哪条命令做出"),
        ("../checks/index.md", "检查", f"{len(every_check())} 项，各有实测的例子"),
        ("../glossary.md", "词汇", "一个概念一个词，中英对照"),
    )
    lines = (f"- [{title}]({path})：{what}" for path, title, what in rows)
    return "\n".join(["# 参考", "", *lines, ""])


def commands() -> str:
    """Return the page of all commands."""
    context = click.Context(cli, info_name="dangan")
    top = translated(cli, translator(LANG))
    lines = ["# 命令", "", top.help or "", "", *_options(top), ""]
    for name in cli.list_commands(context):
        command = importlib.import_module(COMMANDS[name]).command
        twin = translated(command, translator(LANG))
        lines += _command(("dangan", name), twin, command.epilog)
    return "\n".join(lines)


def _command(
    words: tuple[str, ...], command: click.Command, examples: str | None
) -> Iterator[str]:
    yield from ("#" * len(words) + f" {' '.join(words)}", "", command.help or "", "")
    usage = " ".join(command.collect_usage_pieces(click.Context(command)))
    yield from ("```text", f"{' '.join(words)} {usage}", "```", "")
    yield from _options(command)
    if isinstance(examples, Examples):
        yield from ("```sh", *_examples(examples), "```", "")
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from _command((*words, name), inner, None)


def _options(command: click.Command) -> list[str]:
    options = [one for one in command.params if isinstance(one, click.Option)]
    shown = [one for one in options if not one.hidden]
    rows = [(f"`{_names(one)}`", one.help or "") for one in shown]
    return [*table(("选项", "说明"), rows), ""] if rows else []


def _names(option: click.Option) -> str:
    names = ", ".join((*option.opts, *option.secondary_opts))
    if option.is_flag or option.count:
        return names
    kind = option.type
    given = "/".join(map(str, kind.choices)) if isinstance(kind, click.Choice) else ""
    return f"{names} {given or option.metavar or kind.name.upper()}"


def _examples(examples: Examples) -> Iterator[str]:
    say = translator(LANG)
    yield from (f"{line}  # {say(meaning)}" for line, meaning in examples.rows)


@cache
def product_types() -> Mapping[str, RecordType]:
    """Return the record types of the product."""
    return open_archive(ROOT).types


def types() -> str:
    """Return the page of all record types and their fields."""
    kinds = product_types().values()
    known = sorted(kinds, key=lambda kind: not kind.data.get("folder"))
    often = Counter(row for kind in known for row in _fields(kind))
    common = tuple(row for row, times in often.items() if times > len(known) / 2)
    lines = ["# 档案类型", "", *(f"- [{_name(k)}](#{k.id})" for k in known), ""]
    lines += ["`[]` 表示可以有几个；个人信息一栏空着的，不是个人信息。", ""]
    lines += ["## 共同的字段 {#common}", "", *table(_HEADS, common), ""]
    for kind in known:
        lines += _type(kind, common)
    return "\n".join(lines)


def _name(kind: RecordType) -> str:
    return kind.label[WORDS]


def _type(kind: RecordType, common: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    folder = kind.data.get("folder")
    place = f"records/{folder}/" if folder else "records/holding.yaml"
    yield from (f"## {_name(kind)} {{#{kind.id}}}", "")
    yield from (kind.data.get("help", {}).get(WORDS, ""), "")
    yield from (f"`type: {kind.id}`，在 `{place}`", "")
    rows = tuple(_fields(kind))
    own = tuple(row for row in rows if row not in common)
    if len(own) < len(rows):
        names = {row[0] for row in rows}
        absent = [row[0] for row in common if row[0] not in names and "." not in row[0]]
        without = f"，没有 {'、'.join(absent)}" if absent else ""
        yield from (f"[共同的字段](#common){without}；另有：", "")
    yield from (*table(_HEADS, own), "")


def _fields(kind: RecordType) -> Iterator[tuple[str, ...]]:
    for route, info in kind.fields.items():
        schema = node(kind.schema, route)
        if route[-1] == ANY_INDEX and not schema.get("x-help"):
            continue
        required = route[-1] in node(kind.schema, route[:-1]).get("required", ())
        name = ".".join(map(str, route)).replace(f".{ANY_INDEX}", "[]")
        yield (
            f"`{name}`",
            info.label.get(WORDS, ""),
            "是" if required else "",
            WORDING["personal"].get(info.personal, ""),
            _about(schema, info.values),
        )


def _about(schema: Mapping[str, Any], values: Mapping[str, Mapping[str, str]]) -> str:
    told = [schema.get("x-help", {}).get(WORDS, "")]
    told += [" ".join(f"`{v}` {v_[WORDS]}" for v, v_ in values.items() if WORDS in v_)]
    return "；".join(filter(None, told))


def main() -> int:
    """Write the pages, or say which are not what they would be."""
    made = pages()
    stale = [path for path, text in made.items() if _read(DOCS / path) != text]
    known = {f"checks/{path.name}" for path in (DOCS / "checks").glob("R*.md")}
    orphans = sorted(known - set(made))
    if "--check" in sys.argv[1:]:
        print(*stale, *orphans, sep="\n")
        return int(bool(stale or orphans))
    for path in stale:
        (DOCS / path).parent.mkdir(parents=True, exist_ok=True)
        (DOCS / path).write_text(made[path], encoding="utf-8")
    for path in orphans:
        (DOCS / path).unlink()
    print(f"{len(stale)} of {len(made)} pages rewritten")
    return 0


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
