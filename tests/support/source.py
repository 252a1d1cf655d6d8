"""The project's own files as data for the tests of its architecture."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "tools" / "dangan"


@dataclass(frozen=True)
class Module:
    """A Python file below ``tools/``."""

    path: Path

    @property
    def name(self) -> str:
        """Return the path below the root, as failures show it."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def layer(self) -> str:
        """Return the folder below the package, or the file's own name."""
        inside = self.path.relative_to(PACKAGE)
        return inside.parts[0] if len(inside.parts) > 1 else inside.stem

    @cached_property
    def text(self) -> str:
        """Return the source."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Return the parsed source."""
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Return every node of the parsed source; several tests walk them."""
        return tuple(ast.walk(self.tree))

    def imports(self) -> Iterator[tuple[int, str]]:
        """Yield line and dotted name of everything imported, anywhere in it."""
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node.lineno, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield node.lineno, node.module
                yield from (
                    (node.lineno, f"{node.module}.{alias.name}") for alias in node.names
                )

    def literals(self) -> Iterator[tuple[int, str]]:
        """Yield line and value of the text literals that are not docstrings."""
        prose = {id(node) for node in self._docstrings()}
        for node in self.nodes:
            if not isinstance(node, ast.Constant) or id(node) in prose:
                continue
            if isinstance(node.value, str):
                yield node.lineno, node.value

    def _docstrings(self) -> Iterator[ast.AST]:
        for node in self.nodes:
            body = getattr(node, "body", None)
            for part in body if isinstance(body, list) else ():
                if isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant):
                    yield part.value


@cache
def modules() -> tuple[Module, ...]:
    """Return the modules of the package in the order of their paths."""
    return tuple(Module(path) for path in sorted(PACKAGE.rglob("*.py")))


@cache
def scripts() -> tuple[Module, ...]:
    """Return the scripts beside the package."""
    return tuple(Module(path) for path in sorted(PACKAGE.parent.glob("*.py")))


@cache
def tracked() -> tuple[Path, ...]:
    """Return the files of the project: what git has, or would take."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    paths = (ROOT / name.decode() for name in done.stdout.split(b"\0") if name)
    return tuple(path for path in paths if path.is_file())
