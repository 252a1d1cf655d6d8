"""Texts for people, kept apart from their language.

A message is an English sentence with named gaps, which is also the key of its
translation, and the values for the gaps. It becomes text only at the edge
(``report``, ``site``, ``cli``).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """An English sentence with ``{gaps}`` and what fills them.

    A gap takes text, a number or another message. Values of personal or secret
    fields never go into a gap: name the field instead.
    """

    text: str
    gaps: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the English text."""
        return self.text.format(**dict(self.gaps))


def M(text: str, **gaps: object) -> Message:  # noqa: N802  gettext keyword, stands out in calls
    """Make a message; the first argument is a literal that gettext can find."""
    return Message(text, tuple(sorted(gaps.items())))
