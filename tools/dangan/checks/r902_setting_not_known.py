"""holding.yaml sets something that the regulation does not leave open.

Why: a misspelt parameter or reading changes nothing, and the company believes
that it has decided.
Fix: write the name or the value as the finding says; dangan packs show lists
what is open.
"""

from __future__ import annotations

from collections.abc import Iterator

from dangan.checks._api import Context, check
from dangan.model.archive import Archive
from dangan.model.finding import Draft


@check("R902", scope="archive", compares_all=True, needs=())
def setting_not_known(archive: Archive, ctx: Context) -> Iterator[Draft]:
    """Pass on what the regulations say of the holding's settings."""
    yield from ctx.policies.problems
