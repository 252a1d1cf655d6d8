"""The five questions of ``dangan init``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from dangan.cli.beginning import Answers
from dangan.cli.context import Invocation
from dangan.cli.i18n import _
from dangan.model.message import M

if TYPE_CHECKING:
    from dangan.policy.pack import Pack

T = TypeVar("T")
_INITIALS = re.compile(r"[A-Z][A-Z0-9]{0,19}")
#: Department and its code in one answer: ``综合部 ZHB``.
_DEPARTMENT = re.compile(r"(.*?\S)[\s:：]+([A-Za-z][A-Za-z0-9]{0,9})")
_CODE_OF_NONE = "D1"


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the options say; a None is asked."""

    name: str | None
    initials: str | None
    fonds: str | None
    pack: str | None
    archivist: str | None
    department: str | None
    #: Take the default of every question that has one.
    accept: bool


@dataclass(frozen=True, slots=True)
class Questions:
    """Asks for what the options leave open."""

    invocation: Invocation
    wishes: Wishes
    packs: Mapping[str, Pack]

    def answers(self, folder: Path) -> Answers:
        """Return the answers; a UsageError where an option's value is impossible."""
        wishes = self.wishes
        name = self._ask(
            wishes.name, _("1/5 Name of the company"), folder.resolve().name, _line
        )
        initials = self._ask(
            wishes.initials,
            _("2/5 Its initials, capitals and digits"),
            _initials_of(name),
            _initials,
        )
        pack = self._regulation()
        archivist = self._ask(
            wishes.archivist, _("4/5 Name of the archivist"), None, _line
        )
        department, code = self._ask(
            wishes.department,
            _("5/5 The archivist's department and its code in numbers"),
            self.invocation.text(_("General office OFF")),
            _department,
        )
        fonds = wishes.fonds or initials
        return Answers(name, initials, fonds, pack.id, archivist, department, code)

    def _regulation(self) -> Pack:
        from dangan.policy.find import find_pack, pack_named

        if self.wishes.pack is not None:
            return find_pack(self.packs, self.wishes.pack)
        for pack in self.packs.values():
            title = pack.title["zh" if self.invocation.lang[:2] == "zh" else "en"]
            click.echo(f"  {pack.id}  {title}")
        return self._ask(
            None,
            _("3/5 Regulation that governs"),
            next(iter(self.packs)),
            lambda said: pack_named(self.packs, said),
        )

    def _ask(
        self,
        said: str | None,
        question: str,
        default: str | None,
        read: Callable[[str], T | None],
    ) -> T:
        """Return what an option, the default or the person says, as read."""
        words = self.invocation.text(question)
        if said is None and self.wishes.accept and default:
            said = default
        while said is None:
            given = str(click.prompt(words, default=default, type=str)).strip()
            said = given if read(given) is not None else None
        answer = read(said.strip())
        if answer is None:
            text = M("{said} does not answer: {question}", said=said, question=words)
            raise click.UsageError(self.invocation.text(text))
        return answer


def _line(said: str) -> str | None:
    return said if said and said.isprintable() else None


def _initials(said: str) -> str | None:
    return said.upper() if _INITIALS.fullmatch(said.upper()) else None


def _initials_of(name: str) -> str | None:
    """Return the capitals of a Latin name; a Chinese one has none to offer."""
    words = re.findall(r"[A-Za-z][A-Za-z0-9]*", name)
    return "".join(word[0] for word in words).upper()[:6] or None


def _department(said: str) -> tuple[str, str] | None:
    found = _DEPARTMENT.fullmatch(said)
    if found:
        return found[1], found[2].upper()
    return (said, _CODE_OF_NONE) if _line(said) else None
