"""Pin every dependency, with hashes, for every system: ``make lock``.

requirements.txt is what `make site` installs, requirements-dev.txt what
`make test` adds. Neither names an index or a host: where packages come from is
the business of the machine that installs them.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by `make lock` from pyproject.toml; do not edit.\n"
#: File → extras of pyproject.toml that it pins; a later file agrees with the first.
FILES = {
    "requirements.txt": ("all", "build"),
    "requirements-dev.txt": ("dev", "build"),
}
RESOLVER = (
    *("uv", "pip", "compile", "pyproject.toml"),
    *("--universal", "--python-version", "3.11"),
    *("--generate-hashes", "--no-header", "--quiet"),
)


def compile_one(name: str, extras: tuple[str, ...]) -> None:
    """Resolve the extras and write one file."""
    wanted = [word for extra in extras for word in ("--extra", extra)]
    first = next(iter(FILES))
    agree = [] if name == first else ["--constraints", first]
    command = [sys.executable, "-m", *RESOLVER, *wanted, *agree, *sys.argv[1:]]
    text = subprocess.run(  # noqa: S603  a fixed command
        command, cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    (ROOT / name).write_text(HEADER + without_places(text), encoding="utf-8")
    print(f"{name}: {text.count('==')} packages")


def without_places(text: str) -> str:
    """Leave out options and anything that names a place to download from."""
    lines = text.splitlines(keepends=True)
    return "".join(
        line for line in lines if not line.startswith("--") and "://" not in line
    )


def main() -> None:
    """Write all files, in the order in which they agree with each other."""
    for name, extras in FILES.items():
        compile_one(name, extras)


if __name__ == "__main__":
    main()
