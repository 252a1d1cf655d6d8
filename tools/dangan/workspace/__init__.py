"""One archive with everything that judges it, for pages and commands."""

from dangan.workspace.archive import Workspace
from dangan.workspace.open import open_archive as open  # noqa: A004  dangan.workspace.open(root) reads so

__all__ = ["Workspace", "open"]
