"""How big things are, what they are called, and that they say what they are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from support.source import Module, modules, scripts

Function = ast.FunctionDef | ast.AsyncFunctionDef
#: Lines a function body may have; nine of ten stay below the first.
USUAL, MOST = 20, 50
MODULE = 300
VAGUE = frozenset({"utils", "util", "helpers", "helper", "common", "manager", "misc"})
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
#: What belongs to the running process and not to a value: the locks it holds.
OF_THE_PROCESS = frozenset({"tools/dangan/repo/lock.py _HELD"})
#: Methods that change a list, a mapping or a set.
CHANGING = frozenset(
    {"add", "append", "clear", "discard", "extend", "insert", "pop", "popitem"}
    | {"remove", "reverse", "setdefault", "sort", "update"}
)


def test_functions_are_short() -> None:
    lengths = sorted(_length(node) for _module, node in _functions())
    assert lengths[int(len(lengths) * 0.9)] <= USUAL


def test_no_function_is_long() -> None:
    long = [
        f"{module.name}:{node.lineno} {node.name}: {_length(node)} lines"
        for module, node in _functions()
        if _length(node) > MOST
    ]
    assert not long


def test_modules_fit_into_a_head() -> None:
    sizes = {m.name: m.text.count("\n") for m in (*modules(), *scripts())}
    assert {name: size for name, size in sizes.items() if size > MODULE} == {}


def test_names_say_something() -> None:
    parts = {m.name: {*m.path.parts, m.path.stem} for m in modules()}
    assert [name for name, said in parts.items() if said & VAGUE] == []


def test_nothing_is_unfinished() -> None:
    found = [
        f"{module.name}:{number}"
        for module in (*modules(), *scripts())
        for number, line in enumerate(module.text.splitlines(), 1)
        if UNFINISHED.search(line)
    ]
    assert not found


def test_no_module_keeps_state() -> None:
    constants = {name for module in modules() for name in _constants(module.tree)}
    changed = [
        f"{module.name}:{line} changes {name}"
        for module in modules()
        for line, name in _changes(module.tree)
        if name in constants and f"{module.name} {name}" not in OF_THE_PROCESS
    ]
    assert not changed


def test_constants_look_like_constants() -> None:
    wrong = [
        f"{module.name}: {name}"
        for module in modules()
        for name in _constants(module.tree)
        if name.lower() == name and not name.startswith("__")
        if isinstance(_value(module.tree, name), ast.List | ast.Dict | ast.Set)
    ]
    assert not wrong


def test_names_without_underscore_have_a_docstring() -> None:
    """Those inside of functions and of private classes, too."""
    wrong = [
        f"{module.name}:{node.lineno} {node.name}"
        for module in (*modules(), *scripts())
        for node in module.nodes
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_")
        if not ast.get_docstring(node)
    ]
    assert not wrong
    assert [m.name for m in modules() if not ast.get_docstring(m.tree)] == []


def _functions() -> Iterator[tuple[Module, Function]]:
    for module in (*modules(), *scripts()):
        for node in module.nodes:
            if isinstance(node, Function):
                yield module, node


def _length(node: Function) -> int:
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def _constants(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        targets: list[ast.expr] = []
        if isinstance(node, ast.Assign):
            targets = node.targets
        elif isinstance(node, ast.AnnAssign):
            targets = [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _value(tree: ast.Module, name: str) -> ast.expr | None:
    for node in tree.body:
        if isinstance(node, ast.Assign):
            target = node.targets[0]
        elif isinstance(node, ast.AnnAssign):
            target = node.target
        else:
            continue
        if ast.unparse(target) == name:
            return node.value
    return None


def _changes(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield line and name where something named in capitals is changed."""
    for node in ast.walk(tree):
        target: ast.expr | None = None
        if isinstance(node, ast.Global):
            yield from ((node.lineno, name) for name in node.names)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            target = node.func.value if node.func.attr in CHANGING else None
        elif isinstance(node, ast.AugAssign):
            target = node.target
        elif isinstance(node, ast.Subscript) and not isinstance(node.ctx, ast.Load):
            target = node.value
        name = getattr(target, "id", getattr(target, "attr", ""))
        if target is not None and name.upper() == name:
            yield target.lineno, name
