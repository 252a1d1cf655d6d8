"""The catalogue's own words in one language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import SimpleNamespace

from dangan.model.message import M, Message, Text
from dangan.report.i18n import render

#: Language of a site → language of the message catalogue.
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

    def words(self) -> SimpleNamespace:
        """Return the words that templates use, as attributes."""
        return SimpleNamespace(**{k: self.say(text) for k, text in WORDS.items()})


@cache
def _plain(text: str, lang: str) -> str:
    """Return a literal of this package in one language; there are few of them."""
    return render(Message(text), LOCALES[lang])


WORDS: Mapping[str, Message] = {
    "all": M("all"),
    "as_of": M("As of"),
    "audience": M("Made for"),
    "catalogue": M("Archive catalogue"),
    "clauses": M("Clause by clause"),
    "commit": M("Commit"),
    "contents": M("Contents"),
    "copied": M("copied"),
    "copy": M("copy"),
    "filter": M("Filter this table"),
    "find": M("Search"),
    "find_long": M("Number, title, class, keyword …"),
    "fix": M("Fix:"),
    "fold": M("fold"),
    "gone": M("There is no such page"),
    "gone_why": M("It does not exist, or it is not for these readers. Search for it."),
    "governed": M("Governed by"),
    "holdings": M("What we hold"),
    "loading": M("Loading the index …"),
    "menu": M("Menu"),
    "narrow": M("Narrow the result"),
    "no_script": M("Search needs JavaScript; the lists work without it."),
    "nothing_recent": M("No change is recorded yet."),
    "parameters": M("Values the company sets"),
    "print": M("Print"),
    "recent": M("What happened lately"),
    "rows": M("rows"),
    "sections": M("Sections"),
    "show": M("show"),
    "sort": M("Sort by"),
    "today": M("What to do today"),
    "unfold": M("why"),
}
#: Words of the search script; it fills the gaps itself.
SEARCH_WORDS: Mapping[str, Message] = {
    "total": M("{count} of {total} records", count="{count}", total="{total}"),
    "more": M("Show more ({count} left)", count="{count}"),
    "all": M("show all"),
    "empty": M(
        "Nothing found for “{query}” among {total} records.",
        query="{query}",
        total="{total}",
    ),
    "near": M("Nearest number:"),
    "without": M(
        "Without the filter {facet}: {count}", facet="{facet}", count="{count}"
    ),
    "less": M("Without “{term}”: {count}", term="{term}", count="{count}"),
    "shorter": M("Try fewer or shorter words, or a part of the number."),
}
