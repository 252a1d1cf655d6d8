"""Messages and labels as text of one language, for pages, paper and the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dangan.model.message import Message, Text
from dangan.report.i18n import render

#: Language of a site or sheet → language of the message catalogue.
LOCALES = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Speech:
    """Turns messages and labels into text of one language (``zh`` or ``en``)."""

    lang: str = "zh"

    def say(self, message: Message | Text) -> str:
        """Return a message, or words of the data, as text."""
        if isinstance(message, Text):
            return message.in_language(LOCALES[self.lang])
        if not message.gaps:
            return _plain(message.text, self.lang)
        return render(message, LOCALES[self.lang])

    def label(self, labels: Mapping[str, str] | None, default: str = "") -> str:
        """Return the label of this language, or of any, or the default."""
        if not labels:
            return default
        return str(labels.get(self.lang) or next(iter(labels.values())) or default)

    def listed(self, texts: list[str]) -> str:
        """Join texts as a list in a sentence."""
        return ("、" if self.lang == "zh" else ", ").join(texts)


@cache
def _plain(text: str, lang: str) -> str:
    """Return a literal in one language; there are few of them."""
    return render(Message(text), LOCALES[lang])
