"""From a folder and a wish to a catalogue: reads archive, history and findings."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import dangan.workspace
from dangan.checks._registry import every_check
from dangan.model.errors import SetupError
from dangan.model.finding import Finding
from dangan.model.holding import Holding
from dangan.model.message import M
from dangan.repo.blobs import read_blobs
from dangan.repo.git import commit_of
from dangan.repo.history import Commit, History, Touch, walk
from dangan.site.audience import find_audience
from dangan.site.catalogue import Catalogue, Edition
from dangan.site.versions import Step, Version, steps
from dangan.workspace.archive import Workspace
from dangan.workspace.examine import Order, examine
from dangan.workspace.jobs import processes
from dangan.workspace.source import Source

#: Versions of records read at one time.
BATCH = 20_000
#: Larger versions are not told apart.
LIMIT = 262_144
_SHORT = 10
_ABSENT = "0" * 40


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asks for; empty means: as the holding says."""

    audience: str = ""
    lang: str = "zh"
    as_of: datetime.date | None = None


def open_catalogue(root: Path, wish: Wish) -> Catalogue:
    """Open the archive at ``root`` and make the catalogue that is wished for.

    Without a day the holding's ``as_of`` counts, and then the day of the newest
    commit: the same commit gives the same pages whenever they are built. Raises
    SetupError for an unknown audience, or where no day can be told.
    """
    space = dangan.workspace.open(root, jobs=processes())
    commit = commit_of(root, "HEAD")
    history = walk(root, prefix="records") if commit else History((), {}, shallow=False)
    named = wish.audience or space.holding.get("site.audience") or ""
    audience = find_audience(space.holding, str(named))
    as_of = wish.as_of or _day(space.holding, history.commits)
    edition = Edition(
        audience=audience,
        lang=wish.lang,
        as_of=as_of,
        commit=(commit or "")[:_SHORT],
        steps=_steps(root, history, space.holding),
        findings=_findings(space, as_of) if audience.is_staff else (),
    )
    return Catalogue(space, edition)


def _day(holding: Holding, commits: tuple[Commit, ...]) -> datetime.date:
    said = holding.today
    if said is not None:
        return said
    if not commits:
        raise SetupError(
            M("the day the catalogue is made for is not known"),
            hint=M("commit the records, or set as_of for the plugin in mkdocs.yml"),
        )
    return _local_day(commits[0], holding)


def _local_day(commit: Commit, holding: Holding) -> datetime.date:
    there = datetime.datetime.fromisoformat(commit.on).astimezone(holding.zone)
    return there.date()


def _findings(space: Workspace, as_of: datetime.date) -> tuple[Finding, ...]:
    source = Source(space.tree.read, space)
    order = Order(every_check(), as_of, jobs=processes())
    return examine(space, order, source.locate).findings


def _steps(
    root: Path, history: History, holding: Holding
) -> Mapping[str, tuple[Step, ...]]:
    """Return path → what each commit did to it, the oldest first."""
    found: dict[str, tuple[Step, ...]] = {}
    for paths in _batches(history):
        wanted = {touch.after for path in paths for touch in history.by_path[path]}
        texts = read_blobs(root, wanted - {_ABSENT}, LIMIT)
        for path in paths:
            touches = reversed(history.by_path[path])
            versions = (_version(touch, texts, holding) for touch in touches)
            found[path] = steps(tuple(versions))
    return found


def _batches(history: History) -> Iterator[tuple[str, ...]]:
    paths: list[str] = []
    count = 0
    for path, touches in history.by_path.items():
        paths.append(path)
        count += len(touches)
        if count >= BATCH:
            yield tuple(paths)
            paths, count = [], 0
    yield tuple(paths)


def _version(touch: Touch, texts: Mapping[str, bytes], holding: Holding) -> Version:
    text = texts.get(touch.after, b"").decode("utf-8", "replace")
    day = _local_day(touch.commit, holding).isoformat()
    return Version.read(touch.commit.sha[:_SHORT], day, touch.commit.author, text)
