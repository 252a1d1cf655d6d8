"""Find a pack by what people call it."""

from __future__ import annotations

from collections.abc import Mapping

from dangan.model.errors import PackError
from dangan.model.message import M
from dangan.policy.faults import nearest
from dangan.policy.pack import Pack


def find_pack(
    packs: Mapping[str, Pack], key: str, context: tuple[str, ...] = ()
) -> Pack:
    """Return the pack with this id or name; PackError with the nearest otherwise."""
    found = pack_named(packs, key)
    if found is not None:
        return found
    names = (*packs, *(pack.name for pack in packs.values()))
    raise PackError(
        M("there is no pack {key}", key=key), context=context, hint=nearest(key, names)
    )


def pack_named(packs: Mapping[str, Pack], key: str) -> Pack | None:
    """Return the pack with this id or name, or None."""
    named = (pack for pack in packs.values() if pack.name == key)
    return packs.get(key) or next(named, None)
