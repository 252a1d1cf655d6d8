"""All documents below a prefix of a tree, as fast as what is known allows."""

from __future__ import annotations

import gc
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from dangan import syntax
from dangan.model.problem import Problem
from dangan.model.record import Document, Stored
from dangan.repo.cache import Cache, Known, blob_id
from dangan.repo.names import entry_problem, is_data, is_kept
from dangan.repo.tree import Stamp, Tree, WorkingTree

#: Below this many unread files a second process costs more than it brings.
_WORTH_A_PROCESS: Final = 400
#: From so many on, later collections would spend their time walking records, which
#: hold no cycles and need no collector.
_WORTH_FREEZING: Final = 2000
_POINTER: Final = b"version https://git-lfs.github.com/spec/"
_UTF16: Final = (b"\xff\xfe", b"\xfe\xff")
_HEAD: Final = 8000

#: Path → blob id and what the content says.
_Fresh = dict[str, tuple[str, Known]]

Loaded = tuple[tuple[Document, ...], tuple[Problem, ...]]


def load_documents(
    tree: Tree,
    prefix: str,
    *,
    cache: Cache | None = None,
    jobs: int = 1,
    only: Callable[[str], bool] | None = None,
) -> Loaded:
    """Read every document below a prefix, sorted by path, and what is wrong there.

    ``Document.text`` stays empty: ask ``tree.read`` where the text is needed. A
    file that cannot be read as a document is a problem and no document. ``only``
    leaves paths out unread. Neither cache nor jobs change the result.
    """
    with _no_collection():
        now = cache.clock() if cache else 0
        listing = tree.listing(prefix)
        wanted = {
            path: stamp
            for path, stamp in listing.files.items()
            if only is None or only(path)
        }
        problems = list(listing.problems)
        problems += _stray(wanted)
        files = {path: stamp for path, stamp in wanted.items() if is_data(path)}
        known = _remembered(tree.root, files, cache) if cache and now else {}
        missing = [path for path in files if path not in known]
        fresh = _recognised(tree, missing, cache) if cache and now else {}
        unread = [path for path in missing if path not in fresh]
        clean, unclean, found = _read(tree, unread, jobs)
        fresh.update(clean)
        if cache and now:
            _keep(tree, fresh, files, cache, now)
        known.update((path, entry) for path, (_, entry) in fresh.items())
        known.update(unclean)
        problems += found
        documents = tuple(_document(p, *known[p]) for p in files if p in known)
        if len(documents) >= _WORTH_FREEZING:
            gc.freeze()
    return documents, tuple(sorted(problems, key=_order))


def parse(content: bytes, path: str) -> syntax.Parsed:
    """Read the content of one file, telling apart what is no text at all."""
    kind = ""
    if content.startswith(_POINTER):
        kind = "lfs-pointer"
    elif b"\0" in content[:_HEAD] and not content.startswith(_UTF16):
        kind = "binary"
    if kind:
        return syntax.Parsed(None, (entry_problem(kind, path),), "")
    return syntax.load(content, path)


def _document(path: str, digest: str, data: bytes | dict[str, Any]) -> Document:
    if isinstance(data, bytes):
        return Stored.of(path, digest, data, marshal.loads)
    return Document(path, data, digest)


def _stray(paths: Iterable[str]) -> Iterator[Problem]:
    for path in paths:
        if not is_data(path) and not is_kept(path):
            yield entry_problem("stray-file", path)


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _remembered(
    root: Path, files: Mapping[str, Stamp], cache: Cache
) -> dict[str, Known]:
    """Return what files say whose stamp is known and trusted."""
    known: dict[str, Known] = {}
    for folder, paths in groupby(files, _folder):
        find = cache.shard(root, folder).find
        start = len(folder) + 1 if folder else 0
        for path in paths:
            entry = find(path[start:], files[path])
            if entry is not None:
                known[path] = entry
    return known


def _recognised(tree: Tree, paths: Iterable[str], cache: Cache) -> _Fresh:
    """Return what files say whose stamp is new and whose content is not."""
    found: _Fresh = {}
    if not isinstance(tree, WorkingTree):
        return found
    hopeful = [
        path for path in paths if cache.shard(tree.root, _folder(path)).remembers
    ]
    for path, content in tree.read_many(hopeful, syntax.MAX_BYTES):
        if content is None:
            continue
        key = blob_id(content)
        entry = cache.shard(tree.root, _folder(path)).content(key)
        if entry is not None:
            found[path] = key, entry
    return found


def _keep(
    tree: Tree, fresh: _Fresh, files: Mapping[str, Stamp], cache: Cache, now: int
) -> None:
    for path, (key, entry) in fresh.items():
        shard = cache.shard(tree.root, _folder(path))
        stamp = files[path]
        own = stamp if isinstance(stamp, str) else key
        shard.learn(path.rpartition("/")[2], stamp, own, entry, now)
    cache.save()


def _read(
    tree: Tree, paths: list[str], jobs: int
) -> tuple[_Fresh, dict[str, Known], list[Problem]]:
    """Return clean files, files with warnings only, and all problems."""
    if jobs > 1 and len(paths) >= _WORTH_A_PROCESS and isinstance(tree, WorkingTree):
        clean = _read_apart(tree.root, paths, jobs)
        paths = [path for path in paths if path not in clean]
    else:
        clean = {}
    unclean: dict[str, Known] = {}
    problems: list[Problem] = []
    for path, content in tree.read_many(paths, syntax.MAX_BYTES):
        if content is None:
            problems.append(syntax.too_large(path))
            continue
        parsed = parse(content, path)
        problems += parsed.problems
        if parsed.data is None:
            continue
        entry = parsed.digest, parsed.data
        if parsed.problems:
            unclean[path] = entry  # type: ignore[assignment]
        else:
            clean[path] = blob_id(content), entry  # type: ignore[assignment]
    return clean, unclean, problems


def _read_apart(root: Path, paths: list[str], jobs: int) -> _Fresh:
    """Read clean files in other processes; what is missing in the result is not."""
    # A hook, which reads few files, has no time to import this.
    from concurrent.futures import ProcessPoolExecutor

    size = max(_WORTH_A_PROCESS // 4, len(paths) // (jobs * 8) + 1)
    parts = [paths[at : at + size] for at in range(0, len(paths), size)]
    clean: _Fresh = {}
    with ProcessPoolExecutor(jobs) as pool:
        for told in pool.map(_clean_part, [str(root)] * len(parts), parts):
            clean.update(marshal.loads(told))  # noqa: S302  from our own process
    return clean


def _clean_part(root: str, paths: list[str]) -> bytes:
    clean: _Fresh = {}
    tree = WorkingTree(Path(root))
    with _no_collection():
        for path, content in tree.read_many(paths, syntax.MAX_BYTES):
            if content is None:
                continue
            parsed = parse(content, path)
            if parsed.data is not None and not parsed.problems:
                entry = parsed.digest, marshal.dumps(dict(parsed.data))
                clean[path] = blob_id(content), entry
        return marshal.dumps(clean)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking what stays alive anyway."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _order(problem: Problem) -> tuple[str, tuple[int, int], str]:
    position = problem.draft.position
    where = (position.line, position.column) if position else (0, 0)
    return problem.draft.place.path, where, problem.kind
