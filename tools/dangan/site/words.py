"""The catalogue's own words in one language."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

from dangan.model.message import M, Message
from dangan.report.speech import Speech


def words(speech: Speech) -> SimpleNamespace:
    """Return the words that templates use, as attributes."""
    return SimpleNamespace(**{key: speech.say(text) for key, text in WORDS.items()})


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
