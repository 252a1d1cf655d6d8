"""Who may import whom, and who may touch the world outside."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from support.source import Module, modules

PURE = frozenset({"model", "syntax", "schema", "policy", "rules"})
#: Layer → layers it may import, besides itself.
LAW: Mapping[str, frozenset[str]] = {
    "model": frozenset(),
    "syntax": frozenset({"model"}),
    "repo": frozenset({"model", "syntax"}),
    "schema": frozenset({"model", "syntax"}),
    "policy": frozenset({"model", "syntax"}),
    "rules": frozenset({"model", "schema", "policy"}),
    "checks": PURE,
    "registers": PURE,
    "workspace": PURE | {"repo", "checks", "registers"},
    "report": PURE | {"repo", "checks", "registers", "workspace"},
    "site": PURE | {"repo", "checks", "registers", "workspace", "report"},
    "paper": PURE | {"repo", "checks", "registers", "workspace", "report"},
    "demo": PURE | {"repo", "checks", "registers", "workspace"},
}
#: Anything may be imported by the command line, and it by nobody.
FREE = frozenset({"cli", "__main__"})
#: Modules of the world outside that the layers of pure thought do without.
OUTSIDE = frozenset(
    {"git", "os", "random", "shutil", "socket", "subprocess", "tempfile", "time"}
)
THINKING = frozenset({"model", "syntax", "policy", "rules", "checks", "registers"})
#: Calls that ask the clock.
CLOCK = frozenset({"now", "today", "utcnow"})


def test_every_folder_is_a_layer() -> None:
    assert {m.layer for m in modules()} <= {*LAW, *FREE, "__init__"}


def test_import_law() -> None:
    wrong = [
        f"{module.name}:{line} imports {name}"
        for module in modules()
        if module.layer in LAW
        for line, name in module.imports()
        if name.startswith("dangan.") and name != "dangan.__version__"
        if name.split(".")[1] not in LAW[module.layer] | {module.layer}
    ]
    assert not wrong


def test_thinking_layers_do_not_touch_the_world() -> None:
    wrong = [
        f"{module.name}:{line} imports {name}"
        for module in modules()
        if module.layer in THINKING
        for line, name in module.imports()
        if name.split(".")[0] in OUTSIDE
    ]
    assert not wrong


def test_only_repo_starts_programs() -> None:
    wrong = [
        f"{module.name}:{line}"
        for module in modules()
        for line, name in module.imports()
        if name == "subprocess" and module.layer != "repo"
    ]
    assert not wrong


def test_only_the_command_line_prints_and_asks_the_clock() -> None:
    wrong = [
        f"{module.name}:{node.lineno} {name}"
        for module in modules()
        if module.layer not in FREE
        for node, name in _calls(module)
        if name in {"print", "input"} or name in CLOCK
    ]
    assert not wrong


def test_only_repo_and_the_command_line_read_the_environment() -> None:
    wrong = [
        f"{module.name}:{node.lineno}"
        for module in modules()
        if module.layer not in FREE | {"repo"}
        for node in module.nodes
        if isinstance(node, ast.Attribute) and node.attr in {"environ", "getenv"}
    ]
    assert not wrong


def _calls(module: Module) -> Iterator[tuple[ast.Call, str]]:
    for node in module.nodes:
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield node, name
