"""Texts for people, kept apart from their language.

A message is an English sentence with named gaps, which is also the key of its
translation, and the values for the gaps. It becomes text only at the edge
(``report``, ``site``, ``cli``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """Words that data bring along in both languages: a label, a place."""

    zh: str = ""
    en: str = ""

    def __str__(self) -> str:
        """Return the English words, or the Chinese where there are no others."""
        return self.en or self.zh

    def in_language(self, lang: str) -> str:
        """Return the words for ``zh-CN``, ``en`` and so on, or what there is."""
        return (self.zh or self.en) if lang.startswith("zh") else str(self)


@dataclass(frozen=True, slots=True, order=True)
class Message:
    """An English sentence with ``{gaps}`` and what fills them.

    A gap takes text, a number, another message or a ``Text``. Values of personal
    or secret fields never go into a gap: name the field instead.
    """

    text: str
    gaps: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        """Return the English text."""
        return self.text.format(**{key: _plain(gap) for key, gap in self.gaps})


def _plain(gap: object) -> object:
    """Return several values as one would write them in a sentence."""
    is_several = isinstance(gap, tuple | list)
    return ", ".join(map(str, gap)) if is_several else gap  # type: ignore[call-overload]


def M(text: str, **gaps: object) -> Message:  # noqa: N802  gettext keyword, stands out in calls
    """Make a message; the first argument is a literal that gettext can find.

    A mapping as gap (``{zh: …, en: …}``) becomes a ``Text``.
    """
    if not gaps:
        return Message(text)
    return Message(text, tuple([(key, _fill(gaps[key])) for key in sorted(gaps)]))


def _fill(gap: object) -> object:
    if not isinstance(gap, str) and isinstance(gap, Mapping):
        return Text(str(gap.get("zh", "")), str(gap.get("en", "")))
    return gap
