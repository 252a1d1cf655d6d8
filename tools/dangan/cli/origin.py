"""Where this dangan comes from, so that a new archive can ask for the same one."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Literal

import dangan

Kind = Literal["wheel", "path", "git", "index"]
_GIT = "git+"
#: ``git@host:folder/dangan.git``, which installers want written as an address.
_SHORT = re.compile(r"([\w.-]+@[\w.-]+):(?!//)(.+)")


@dataclass(frozen=True, slots=True)
class Origin:
    """A wheel, a folder, a git address, or a version of a package index."""

    kind: Kind
    #: What follows ``dangan`` in a requirement: `` @ file:///…`` or ``==0.1.0``.
    pin: str
    #: Address and revision, of a git address only.
    address: str = ""
    revision: str = ""

    @property
    def is_local(self) -> bool:
        """Tell whether only this machine can reach it."""
        return "file:///" in self.pin

    def requirement(self, *extras: str) -> str:
        """Return the requirement, such as ``dangan[fast] @ git+https://…``."""
        return (
            f"dangan[{','.join(extras)}]{self.pin}" if extras else f"dangan{self.pin}"
        )


def origin(said: str | None) -> Origin:
    """Return what ``--dangan-from`` says, or where the running dangan was got."""
    return _named(said) if said else _installed()


def _named(said: str) -> Origin:
    path = Path(said)
    if path.exists():
        kind: Kind = "wheel" if path.suffix == ".whl" else "path"
        return Origin(kind, f" @ {path.resolve().as_uri()}")
    if said.partition("#")[0].endswith(".whl"):
        return Origin("wheel", f" @ {said}")
    said = _SHORT.sub(r"ssh://\1/\2", said)
    if said.startswith(_GIT) or "://" in said or said.endswith(".git"):
        address, _at, revision = said.removeprefix(_GIT).rpartition("@")
        # An @ before the last slash belongs to the address: ssh://git@host/dangan
        if not address or "/" in revision:
            address, revision = said.removeprefix(_GIT), ""
        return _git(address, revision)
    return Origin("index", said if said[:1] in "=<>~!" else f"=={said}")


def _git(address: str, revision: str) -> Origin:
    """Name one commit: hooks and CI must not change by themselves."""
    from dangan.repo.beginning import newest_commit

    chosen = revision or newest_commit(address)
    return Origin("git", f" @ {_GIT}{address}@{chosen}", address, chosen)


def _installed() -> Origin:
    """Read the note that installers leave beside a package (PEP 610)."""
    try:
        note = metadata.distribution("dangan").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        source = Path(dangan.__file__).resolve().parents[2]
        return Origin("path", f" @ {source.as_uri()}")
    if not note:
        return Origin("index", f"=={dangan.__version__}")
    said = json.loads(note)
    if "vcs_info" in said:
        return _git(said["url"], said["vcs_info"]["commit_id"])
    return Origin("path" if "dir_info" in said else "wheel", f" @ {said['url']}")
