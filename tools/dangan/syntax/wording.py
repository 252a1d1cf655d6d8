"""What is said of each kind of defect; the gaps never hold a value of a record.

``{field}`` is filled with the key where it looks like a field name and with
three dots otherwise, because a broken file may have anything in place of a key.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from dangan.model.message import M, Message
from dangan.syntax.characters import code_point

#: Kinds that leave the file readable; everything else refuses it.
WARNINGS: Final = frozenset(
    {"lost-text", "full-width-colon", "confusable", "unreliable-character"}
)

_QUOTE = M('write {field}: "…" with quotation marks to keep it as text')
_RETYPE = M("delete {character} and type the text again")

#: Kind → fact and fix.
WORDING: Final[dict[str, tuple[Message, Message]]] = {
    "not-utf8": (
        M("the file is not UTF-8 text"),
        M("save the file again with the encoding UTF-8"),
    ),
    "too-large": (
        M("the file is larger than {limit} KiB"),
        M("move long content to a file and list it under files"),
    ),
    "line-ending": (
        M("the line ends with a carriage return"),
        M("save the file with line ending LF, or run: dangan fmt"),
    ),
    "line-separator": (
        M("the invisible line break {character} stands in the text"),
        M("delete {character}; some programs begin a new line there"),
    ),
    "tab": (
        M("a tab stands in the text"),
        M("replace the tab with spaces"),
    ),
    "control-character": (
        M("the control character {character} stands in the text"),
        _RETYPE,
    ),
    "byte-order-mark": (
        M("a byte order mark {character} stands in the text"),
        M("save the file as UTF-8 without byte order mark"),
    ),
    "bidi-control": (
        M("the character {character} changes the direction in which text is shown"),
        _RETYPE,
    ),
    "invisible-character": (
        M("the invisible character {character} stands in the text"),
        _RETYPE,
    ),
    "odd-space": (
        M("the space {character} is not an ordinary one"),
        M("replace {character} with an ordinary space"),
    ),
    "noncharacter": (
        M("{character} is not a character"),
        _RETYPE,
    ),
    "not-nfc": (
        M("a letter is written in parts (not in Unicode form NFC)"),
        M("type the letter again, or run: dangan fmt"),
    ),
    "mixed-script": (
        M("{character} looks like a Latin letter and is of another script"),
        M("type the letter or number again with a Latin keyboard"),
    ),
    "confusable": (
        M("{character} is a radical that looks like an ordinary ideograph"),
        M("replace {character} with {ordinary}"),
    ),
    "unreliable-character": (
        M("{character} is shown differently, or not at all, elsewhere"),
        M("replace {character} with the character that was meant"),
    ),
    "not-yaml": (
        M("the file cannot be read from here on: {reason}"),
        M("{fix}"),
    ),
    "not-json": (
        M("the file is not JSON from here on"),
        M("write one JSON object; compare commas, brackets and quotation marks"),
    ),
    "alias": (
        M("an alias (*name) stands here"),
        M("write the value out in place of the alias"),
    ),
    "anchor": (
        M("an anchor (&name) stands here"),
        M("delete the anchor and repeat the value where it is needed"),
    ),
    "tag": (
        M("a tag (!name) stands here"),
        M("delete the tag; quotation marks alone make a text"),
    ),
    "merge-key": (
        M("a merge key (<<) stands here"),
        M("write the merged fields out one by one"),
    ),
    "directive": (
        M("a line begins with % (a directive)"),
        M("delete the line"),
    ),
    "several-documents": (
        M("a second document begins here"),
        M("move it to a file of its own"),
    ),
    "ambiguous-word": (
        M("the unquoted word means different things to different programs"),
        M('write {field}: "…" to keep the word, or write true, false or null'),
    ),
    "leading-zero": (
        M("the unquoted number begins with zero and would lose it"),
        _QUOTE,
    ),
    "sexagesimal": (
        M("the unquoted time is read as a number by some programs"),
        _QUOTE,
    ),
    "date-with-time": (
        M("the unquoted date has a time"),
        M('delete the time, or write {field}: "…" with quotation marks'),
    ),
    "not-finite": (
        M("infinity and not-a-number cannot be recorded"),
        M("write {field}: null, or the number that was meant"),
    ),
    "huge-number": (
        M("the unquoted number has more than 15 digits and would be rounded"),
        _QUOTE,
    ),
    "number-form": (
        M("the number is written in a way that programs read differently"),
        M("write the number with digits and a point only, or in quotation marks"),
    ),
    "text-in-brackets": (
        M("an unquoted text between brackets contains ':' or '?'"),
        M("write a space after the ':', or quotation marks around the text"),
    ),
    "nothing-in-brackets": (
        M("nothing follows a ':' or ',' between brackets"),
        M("write the value, or null, or one field a line without brackets"),
    ),
    "field-in-list": (
        M("a field stands in a list between brackets"),
        M("write braces around the field: [{{name: value}}]"),
    ),
    "block-comment": (
        M("a # follows | or > without a blank"),
        M("write the comment on a line of its own, above the field"),
    ),
    "duplicate-key": (
        M("the field {field} stands twice, first in line {line}"),
        M("delete one of the two {field} lines"),
    ),
    "key-not-text": (
        M("a field name is not a text"),
        M("write a field name made of letters in front of the ':'"),
    ),
    "empty-file": (
        M("the file says nothing"),
        M("write at least one line of the form name: value"),
    ),
    "root-not-mapping": (
        M("the file is not made of lines of the form name: value"),
        M("write name: value, with a space after the ':'"),
    ),
    "too-deep": (
        M("the nesting is deeper than {limit} levels"),
        M("move what is nested so deep to a record of its own"),
    ),
    "blank-text": (
        M("the text of {field} consists of blanks only"),
        M("write the text, or delete the field {field}"),
    ),
    "comment": (
        M("a comment stands in a record that has a number"),
        M("move the comment to the field notes, or delete it"),
    ),
    "lost-text": (
        M("what follows the # is a comment and not part of {field}"),
        M('write {field}: "… #…" with quotation marks to keep it'),
    ),
    "full-width-colon": (
        M("a full-width colon (：) follows what looks like a field name"),
        M("replace ： with : and a space"),
    ),
}

_FIELD = re.compile(r"[a-z][a-z0-9_-]{0,40}")


def field_name(key: object) -> str:
    """Return a key where it may be shown, three dots otherwise."""
    return key if isinstance(key, str) and _FIELD.fullmatch(key) else "…"


def worded(kind: str, **gaps: object) -> tuple[Message, Message]:
    """Return fact and fix of a kind with their gaps filled."""
    fact, fix = WORDING[kind]
    filled = tuple(sorted(gaps.items()))
    return Message(fact.text, filled), Message(fix.text, filled)


def character_gaps(kind: str, character: str) -> dict[str, object]:
    """Return the gaps for a kind that names one character."""
    if kind != "confusable":
        return {"character": code_point(character)}
    ordinary = unicodedata.normalize("NFKC", character)
    named = code_point(ordinary) if ordinary != character else M("the ordinary one")
    return {"character": code_point(character), "ordinary": named}
