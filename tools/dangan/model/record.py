"""Documents and records: a YAML file of the archive and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from dangan.model.finding import Place
from dangan.model.json import Json, JsonObject, Pointer, lookup, pointer

#: Folder below a type's folder that holds what has no number yet.
DRAFTS = "_drafts"
_IN_DRAFTS = f"/{DRAFTS}/"


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """A file of the repository that was read and parsed."""

    #: Path below the repository root, with forward slashes.
    path: str
    #: Content as JSON-like values; nobody changes it.
    data: JsonObject = field(repr=False)
    #: SHA-256 of the bytes of the file, in hex.
    digest: str = ""
    #: The file as text, or empty where it was taken from the cache.
    text: str = field(default="", repr=False)

    def at(self, path: str | Pointer = (), *, on_key: bool = False) -> Place:
        """Name a node of this file."""
        return Place(self.path, pointer(path), on_key)


class Stored(Document):
    """A document whose data are decoded when somebody first looks at them."""

    __slots__ = ("_decode", "_told")
    _decode: Callable[[bytes], JsonObject]
    _told: bytes

    @classmethod
    def of(
        cls, path: str, digest: str, told: bytes, decode: Callable[[bytes], JsonObject]
    ) -> Stored:
        """Return a document; ``decode`` turns what was stored into its data."""
        made = cls.__new__(cls)
        write = object.__setattr__
        write(made, "path", path)
        write(made, "digest", digest)
        write(made, "text", "")
        write(made, "_told", told)
        write(made, "_decode", decode)
        return made

    def __getattr__(self, name: str) -> JsonObject:
        """Fill the empty slot of the data; only an empty slot leads here."""
        if name != "data":
            raise AttributeError(name)
        data = self._decode(self._told)
        object.__setattr__(self, "data", data)
        return data


@dataclass(frozen=True, slots=True, eq=False)
class Record:
    """One file below ``records/``: an archive file, a draft or a tombstone."""

    document: Document

    @property
    def path(self) -> str:
        """Return the path below the repository root."""
        return self.document.path

    @property
    def data(self) -> JsonObject:
        """Return everything the record says."""
        return self.document.data

    @property
    def id(self) -> str:
        """Return the ULID that never changes; empty while it is missing."""
        return self._text("id")

    @property
    def number(self) -> str:
        """Return the number (编号/档号), or nothing for a draft."""
        return self._text("number")

    @property
    def type(self) -> str:
        """Return the record type, also of what is a tombstone today."""
        return self._text("type")

    @property
    def title(self) -> str:
        """Return the title (题名)."""
        return self._text("title")

    @property
    def is_draft(self) -> bool:
        """Tell whether it has no number yet."""
        return _IN_DRAFTS in self.document.path

    @property
    def is_tombstone(self) -> bool:
        """Tell whether only the stub of a destroyed record is left."""
        return "tombstone" in self.document.data

    @property
    def name(self) -> str:
        """Return what messages call it: its number, or its id, or its path."""
        return self.number or self.id or self.path

    def get(self, path: str | Pointer, default: Json = None) -> Json:
        """Return the value at a dotted path or pointer."""
        return lookup(self.document.data, path, default)

    def at(self, path: str | Pointer = (), *, on_key: bool = False) -> Place:
        """Name a node of the record, for a finding."""
        return self.document.at(path, on_key=on_key)

    def each(self, path: str) -> Iterator[tuple[Pointer, JsonObject]]:
        """Yield pointer and mapping of each entry of a list, if it is one."""
        value = lookup(self.document.data, path)
        if not isinstance(value, list):
            return
        begin = pointer(path)
        for index, entry in enumerate(value):
            if isinstance(entry, dict):
                yield (*begin, index), entry

    def events(self, kind: str) -> Iterator[tuple[Pointer, JsonObject]]:
        """Yield the events of a kind in the order of the file."""
        for route, event in self.each("events"):
            if event.get("kind") == kind:
                yield route, event

    def _text(self, key: str) -> str:
        value = self.document.data.get(key)
        return value if isinstance(value, str) else ""
