"""Messages as text of a language; the one way from ``Message`` to words."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path

from dangan.model.message import Message, Text

#: Folder of the gettext catalogues, in the source tree and in the wheel.
LOCALES = Path(__file__).parent.parent / "locale"
DOMAIN = "dangan"


@cache
def translator(lang: str) -> Callable[[str], str]:
    """Return what turns an English sentence into one of another language.

    A language without a catalogue stays English.
    """
    locale = lang.replace("-", "_")
    return gettext.translation(DOMAIN, LOCALES, [locale], fallback=True).gettext


def render(message: Message, lang: str) -> str:
    """Return the text of a message, its gaps filled in the same language."""
    if not message.gaps:
        return _sentence(message.text, lang).format()
    sentence = _sentence(message.text, lang)
    return sentence.format(**{key: words(gap, lang) for key, gap in message.gaps})


@lru_cache(maxsize=8192)
def _sentence(text: str, lang: str) -> str:
    return translator(lang)(text) if text else ""


def words(gap: object, lang: str) -> str:
    """Return what fills a gap: a message, a text of both languages, a value."""
    if isinstance(gap, str):
        return str(gap)
    if isinstance(gap, Message):
        return render(gap, lang)
    if isinstance(gap, Text):
        return gap.in_language(lang)
    if isinstance(gap, tuple | list):
        return ("、" if lang.startswith("zh") else ", ").join(
            words(one, lang) for one in gap
        )
    return str(gap)
