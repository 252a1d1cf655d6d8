"""The history of an invented archive: who changed which records on which day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from dangan.model.holding import Holding
from dangan.model.json import JsonObject

#: How many numbers a commit message names before it counts.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Numbered:
    """A finished record: where it lies and what it says in the end."""

    path: str
    data: JsonObject


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: some records by one person on one day."""

    on: dt.date
    author: str
    message: str
    files: tuple[Numbered, ...]


@dataclass(frozen=True, slots=True)
class _Version:
    on: str
    author: str
    kind: str
    record: Numbered


def commits(
    records: Iterable[Numbered],
    holding: Holding,
    since: Mapping[str, str],
    words: Mapping[str, str],
) -> Iterator[Commit]:
    """Yield commits by day, person and kind of event, the oldest first.

    ``since`` says with which kind of event a field appears in the record,
    ``words`` what people call the kinds.
    """
    groups: dict[tuple[str, str, str], list[Numbered]] = defaultdict(list)
    for record in records:
        for version in _versions(record, since):
            groups[version.on, version.author, version.kind].append(version.record)
    people = holding.entries("people")
    for (on, author, kind), files in sorted(groups.items(), key=lambda row: row[0]):
        name = str(people[author]["name"]) if author in people else author
        yield Commit(
            dt.date.fromisoformat(on),
            name,
            message(words.get(kind, kind), files),
            tuple(files),
        )


def _versions(record: Numbered, since: Mapping[str, str]) -> Iterator[_Version]:
    events = sorted(record.data["events"], key=lambda event: str(event["on"]))
    for count, event in enumerate(events, 1):
        if count < len(events) and events[count]["on"] == event["on"]:
            continue
        here = {str(e["kind"]) for e in events[:count]}
        data = {
            key: value
            for key, value in record.data.items()
            if since.get(key) is None or since[key] in here or count == len(events)
        }
        data["events"] = events[:count]
        yield _Version(
            str(event["on"]),
            str(event["by"]),
            str(event["kind"]),
            Numbered(record.path, data),
        )


def message(kind: str, files: list[Numbered]) -> str:
    """Return the subject of a commit: what happened, and to which numbers."""
    numbers = [str(file.data["number"]) for file in files]
    more = f" +{len(numbers) - _NAMED}" if len(numbers) > _NAMED else ""
    return f"record: {kind} {', '.join(numbers[:_NAMED])}{more}"


def stream(
    start: Mapping[str, bytes],
    steps: Iterable[Commit],
    write: Callable[[JsonObject], bytes],
) -> Iterator[bytes]:
    """Yield a ``git fast-import`` stream: the set-up first, then each commit."""
    first = True
    for step in steps:
        if first:
            yield from _commit(
                step.on - dt.timedelta(days=1),
                step.author,
                "setup: open the archive",
                start,
            )
            first = False
        files = {file.path: write(file.data) for file in step.files}
        yield from _commit(step.on, step.author, step.message, files)
    yield b"done\n"


def _commit(
    on: dt.date, author: str, message: str, files: Mapping[str, bytes]
) -> Iterator[bytes]:
    zone = dt.timezone(dt.timedelta(hours=8))
    moment = dt.datetime.combine(on, dt.time(9, 30), tzinfo=zone)
    who = f"{author} <archive@demo.invalid> {int(moment.timestamp())} +0800"
    text = message.encode()
    yield f"commit refs/heads/main\nauthor {who}\ncommitter {who}\n".encode()
    yield b"data %d\n%s\n" % (len(text), text)
    for path, content in sorted(files.items()):
        yield f"M 100644 inline {path}\n".encode()
        yield b"data %d\n%s\n" % (len(content), content)
