"""Copy the pins of what the hooks import from the lock: ``make hooks-pins``.

pre-commit builds an environment of its own for the hooks and knows neither our
lock nor our project. So its configuration repeats the pins of what the hooks
import (``tool.dangan.hooks.imports``) and of what that needs in turn. With
``--check`` nothing is written, and a difference is exit code 1.
"""

from __future__ import annotations

import re
import sys
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CONFIG = ".pre-commit-config.yaml"
#: The pins stand between these two comments, once for each hook environment.
BEGIN, END = "# pins: made by make hooks-pins", "# end of pins"
_PINNED = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<rest>[^\\\n]+)")
_BLOCK = re.compile(rf"(?P<indent> *){BEGIN}\n.*?{END}\n", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pin:
    """One pinned package of the lock and what asked for it."""

    name: str
    #: ``name==version`` with its marker.
    text: str
    #: Packages that need it; from the ``# via`` lines.
    via: frozenset[str]


def plain(name: str) -> str:
    """Return a package name as package indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def read_lock(text: str) -> tuple[Pin, ...]:
    """Return the pins of a compiled requirements file."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", text)
    return tuple(pin for entry in entries if (pin := _pin(entry)))


def _pin(entry: str) -> Pin | None:
    found = _PINNED.match(entry)
    if found is None:
        return None
    said = re.findall(r"^ +#(?: via)? +([A-Za-z0-9._-]+)", entry, re.MULTILINE)
    askers = frozenset(plain(word) for word in said)
    return Pin(plain(found["name"]), found[0].strip(), askers)


def needed(pins: tuple[Pin, ...], imports: list[str]) -> tuple[str, ...]:
    """Return the pins of some packages and of all that they need."""
    names = {plain(name) for name in imports}
    size = 0
    while size != len(names):
        size = len(names)
        names |= {pin.name for pin in pins if pin.via & names}
    return tuple(sorted(pin.text for pin in pins if pin.name in names))


def with_pins(config: str, pins: tuple[str, ...]) -> str:
    """Return the hook configuration with the pins in their place."""

    def block(found: re.Match[str]) -> str:
        """Return the list of pins, as deep as it stood before."""
        lines = [BEGIN, *(f'- "{pin}"' for pin in pins), END]
        return "".join(f"{found['indent']}{line}\n" for line in lines)

    return _BLOCK.sub(block, config)


def main() -> int:
    """Write the configuration, or compare with ``--check``."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lock = read_lock((ROOT / "requirements.txt").read_text(encoding="utf-8"))
    pins = needed(lock, project["tool"]["dangan"]["hooks"]["imports"])
    path = ROOT / CONFIG
    before = path.read_text(encoding="utf-8")
    after = with_pins(before, pins)
    if "--check" in sys.argv[1:]:
        if before != after:
            print(f"{CONFIG}: pins differ from requirements.txt; run: make hooks-pins")
        return int(before != after)
    path.write_text(after, encoding="utf-8")
    print(f"{CONFIG}: {len(pins)} pins")
    return 0


if __name__ == "__main__":
    sys.exit(main())
