"""Who committed an entry: the proof of approvals at the level ``committed``.

An entry counts as brought in by a commit if that commit's version of the file
has it and the version of none of its parents does, so that merges, renames of
other lines and reformatting bring nothing in. What is not committed yet is
brought in by the person whom git would name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dangan import syntax
from dangan.model.json import Json
from dangan.repo import git

#: Path → entries of its list ``events`` that a change brings in, with the e-mail
#: addresses of those who committed each.
Committers = Callable[[str], tuple[tuple[Json, frozenset[str]], ...]]


def committers(root: Path, base: str) -> Committers:
    """Return what tells who brought in the events of a path since a revision."""

    def ask(path: str) -> tuple[tuple[Json, frozenset[str]], ...]:
        """Return the events that a file gained, with who committed each."""
        found: list[tuple[Json, set[str]]] = []
        for event, email in _brought(root, base, path):
            known = next((emails for seen, emails in found if seen == event), None)
            if known is None:
                found.append((event, {email}))
            else:
                known.add(email)
        return tuple((event, frozenset(emails)) for event, emails in found)

    return ask


def _brought(root: Path, base: str, path: str) -> Iterator[tuple[Json, str]]:
    commit = git.commit_of(root, base)
    since = [f"^{commit}"] if commit else []
    listed = git.attempt(
        root,
        ["rev-list", "--parents", "--full-history", "HEAD", *since, "--", path],
    )
    lines = [] if listed.returncode else listed.stdout.decode("ascii").splitlines()
    for line in lines:
        made, *parents = line.split()
        before = [event for p in parents for event in _events(_blob(root, p, path))]
        email = _email(root, made)
        for event in _events(_blob(root, made, path)):
            if event not in before:
                yield event, email
    yield from _uncommitted(root, path)


def _uncommitted(root: Path, path: str) -> Iterator[tuple[Json, str]]:
    place = root / path
    now = place.read_bytes() if place.is_file() else b""
    before = _events(_blob(root, "HEAD", path))
    _, email = git.author(root)
    for event in _events(now):
        if event not in before:
            yield event, email


def _events(content: bytes | None) -> list[Json]:
    parsed = syntax.load(content or b"", "record.yaml")
    events = (parsed.data or {}).get("events")
    return list(events) if isinstance(events, list) else []


def _blob(root: Path, rev: str, path: str) -> bytes | None:
    return git.blob_at(root, rev, path)


def _email(root: Path, commit: str) -> str:
    asked = ["show", "--no-patch", "--no-mailmap", "--format=%ae", commit]
    return git.run(root, asked).decode("utf-8", "replace").strip()
