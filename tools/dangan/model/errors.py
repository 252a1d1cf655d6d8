"""Broken set-ups: the only things that are exceptions.

What a clerk can cause is a finding. These four are for the person who
installs dangan or writes a pack, and end a command with exit code 3.
"""

from __future__ import annotations

from dangan.model.message import Message


class SetupError(Exception):
    """The repository, a pack, a type or the installation cannot be used.

    ``context`` tells the way to the fault from outside in (pack, edition,
    section, entry); ``hint`` begins with a verb.
    """

    def __init__(
        self,
        fact: str | Message,
        *,
        context: tuple[str, ...] = (),
        hint: str | Message = "",
    ) -> None:
        """Keep the parts, so that reports can lay them out and translate them."""
        super().__init__(str(fact))
        self.fact = fact
        self.context = context
        self.hint = hint

    def __str__(self) -> str:
        """Return the way, the fact and the fix on three lines."""
        way = " → ".join(self.context)
        lines = [f"{way}: {self.fact}" if way else str(self.fact)]
        return "\n".join([*lines, *([f"fix: {self.hint}"] if self.hint else [])])


class PackError(SetupError):
    """A pack cannot be loaded, merged or selected."""


class TypeSetupError(SetupError):
    """A record type's folder is incomplete or contradicts itself."""


class RepositoryError(SetupError):
    """Not a repository, no holding.yaml, a shallow clone, git missing or too old."""
