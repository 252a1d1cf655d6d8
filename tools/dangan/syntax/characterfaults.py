"""Problems of the characters of a whole file, before its grammar is looked at."""

from __future__ import annotations

from dangan.model.finding import Place
from dangan.model.problem import Problem
from dangan.syntax.build import MAX_PROBLEMS
from dangan.syntax.characters import faults
from dangan.syntax.lines import Lines
from dangan.syntax.wording import character_gaps, worded


def character_problems(text: str, path: str) -> list[Problem]:
    """Return what is wrong with characters; Windows line endings count once."""
    lines, found = Lines(text), list[Problem]()
    ending = False
    for kind, begin, end in faults(text):
        if text[begin : end + 1] == "\r\n":
            if ending:
                continue
            ending = True
        position = lines.position(begin, end)
        fact, fix = worded(kind, **character_gaps(kind, text[begin]))
        draft = Place(path).says(fact, hint=fix, position=position)
        found.append(Problem(kind, draft))
        if len(found) >= MAX_PROBLEMS:
            break
    return found
