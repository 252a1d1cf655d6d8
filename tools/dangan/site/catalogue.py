"""A whole catalogue: all pages of one archive for one audience, day and language."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from dangan.model.finding import Finding
from dangan.model.message import M
from dangan.policy.pack import Clause
from dangan.report.labels import Labels
from dangan.report.speech import Speech
from dangan.rules.duties import Cell
from dangan.rules.inspection import Turn
from dangan.site import (
    axes,
    findings_page,
    home,
    lists,
    registers,
    regulation,
    search_index,
    sheets,
    urls,
    work,
)
from dangan.site import statistics as statistics_page
from dangan.site.audience import Audience
from dangan.site.axes import AXES
from dangan.site.chronicle import Chronicle
from dangan.site.desk import Desk
from dangan.site.facts import Facts, duties, gather
from dangan.site.notices import Herald, Notice
from dangan.site.public import Public, publish
from dangan.site.record_page import record_page
from dangan.site.registers import Book
from dangan.site.render import Pages
from dangan.site.scribe import Scribe
from dangan.site.sheets import Sheet
from dangan.site.versions import Step
from dangan.site.whereabouts import turns
from dangan.site.words import words
from dangan.workspace.jobs import processes
from dangan.workspace.registry import office

if TYPE_CHECKING:
    from dangan.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Edition:
    """Which catalogue of an archive is wanted, and what git knows of it."""

    audience: Audience
    lang: str
    as_of: datetime.date
    #: Short name of the commit it is made of; empty outside of git.
    commit: str = ""
    #: Path of a record → what commits did to it, the oldest first.
    steps: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    #: What the checks found.
    findings: tuple[Finding, ...] = ()


class Titled(Protocol):
    """A view model of a whole page."""

    @property
    def title(self) -> str:
        """Return the title, as plain text."""


@dataclass(frozen=True, slots=True)
class HubHtml:
    """A page that MkDocs puts into its frame."""

    path: str
    title: str
    #: The entry of the menu that it belongs to.
    section: str
    html: str
    scripts: tuple[str, ...] = ()


class Catalogue:
    """Makes the pages; everything it reads passed the audience before."""

    def __init__(self, workspace: Workspace, edition: Edition) -> None:
        """Cut the archive to the audience and derive what pages tell."""
        self.workspace = workspace
        self.edition = edition
        self.speech = Speech(edition.lang)
        self.public: Public = publish(workspace, edition.audience)
        self.facts: tuple[Facts, ...] = gather(workspace, self.public, edition.as_of)
        self._labels = Labels(
            workspace.holding, workspace.policies, workspace.types, self.speech
        )
        self._chronicle = Chronicle(edition.steps, self.public.fields)
        self.pages = Pages(words(self.speech))
        self._desks: dict[int, Desk] = {}

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Return the findings that the audience may know; staff only."""
        if not self.edition.audience.is_staff:
            return ()
        herald = Herald(self.facts, self.edition.audience)
        return herald.notices(self.edition.findings)

    def hubs(self) -> Iterator[HubHtml]:
        """Yield every page that is not a record's."""
        yield self._hub("home", "index.html", "home", self._home())
        yield self._search()
        yield from self._lists()
        yield from self._registers()
        yield from self._regulations()
        if self.edition.audience.is_staff:
            page = findings_page.findings_page(self._desk(0), self.notices)
            yield self._hub("findings", "findings.html", "findings", page)
        numbers = statistics_page.statistics(self._desk(0))
        yield self._hub("statistics", "statistics.html", "statistics", numbers)

    def prepare(self) -> None:
        """Work out what all pages share, before several processes make them."""
        self.pages.prepare()
        self._desk(urls.RECORD_DEPTH)

    def records(self, part: slice = slice(None)) -> Iterator[tuple[str, str, str]]:
        """Yield path, title and body of every record page, or of a part of them."""
        desk = self._desk(urls.RECORD_DEPTH)
        for row in self.facts[part]:
            page = record_page(desk, row)
            title = f"{row.record.number} {page.title}".strip()
            yield urls.record(row.record), title, self.pages.html("record", page)

    def assets(self) -> Iterator[tuple[str, str]]:
        """Yield path and text of the files made for this catalogue."""
        yield from search_index.chunks(self._desk(0))
        day = self.edition.as_of.isoformat()
        for sheet in self._sheets:
            if sheet.size:
                yield sheet.download, sheets.csv(sheet, self.speech, day)

    def workbooks(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and bytes of the registers as workbooks."""
        return registers.workbooks(self._books, self.edition.lang)

    def sections(self) -> tuple[tuple[str, str, str], ...]:
        """Return id, path and title of the menu's entries."""
        entries = [
            ("home", "index.html", M("Home")),
            ("search", "search.html", M("Search")),
            ("by", "by/index.html", M("Catalogue")),
            ("register", "register/index.html", M("Registers")),
            ("regulation", "regulation/index.html", M("Regulations")),
            ("findings", "findings.html", M("Findings")),
            ("statistics", "statistics.html", M("Statistics")),
        ]
        staff = self.edition.audience.is_staff
        return tuple(
            (id_, path, self.speech.say(title))
            for id_, path, title in entries
            if staff or id_ != "findings"
        )

    def note(self) -> str:
        """Return what the foot of every page says about what is left out."""
        if self.edition.audience.levels is None:
            return self.speech.say(M("Personal contact data are never shown here."))
        return self.speech.say(
            M(
                "Made for these readers; other records may exist, and gaps in numbers"
                " and pages may be visible. Personal contact data are never shown here."
            )
        )

    def _home(self) -> home.HomePage:
        return home.home(self._desk(0), self.notices, self.edition.as_of)

    def _search(self) -> HubHtml:
        page = search_index.search_page(self._desk(0))
        html = self.pages.html("search", page)
        scripts = ("assets/dangan/search.js",)
        return HubHtml("search.html", page.title, "search", html, scripts)

    def _lists(self) -> Iterator[HubHtml]:
        desk = self._desk(1)
        page = lists.catalogue(desk)
        yield self._hub("hub", page.path, "by", page)
        for axis in (axis for axis in AXES if axis.has_pages):
            hub = lists.overview(desk, axis)
            yield self._hub("hub", hub.path, "by", hub)
            for sheet in lists.sheets(self._desk(2), axis):
                for one in sheets.pages(self._desk(2), sheet):
                    yield self._hub("list", one.path, "by", one)

    def _registers(self) -> Iterator[HubHtml]:
        desk = self._desk(1)
        hub = registers.hub(desk, self._books)
        yield self._hub("hub", hub.path, "register", hub)
        for sheet in self._sheets:
            for page in sheets.pages(desk, sheet):
                yield self._hub("list", page.path, "register", page)

    @cached_property
    def _books(self) -> tuple[Book, ...]:
        """Return the registers, made of the public archive."""
        desk = office(self.workspace, self.public.archive)
        staff = self.edition.audience.is_staff
        made = registers.books(desk, self.edition.as_of, staff=staff, jobs=processes())
        return tuple(made)

    @cached_property
    def _register_pages(self) -> Mapping[str, str]:
        """Return kind or name → page of the registers that have rows."""
        full = [book for book in self._books if book.table.rows]
        kinds = {book.kind: urls.register(book.name) for book in reversed(full)}
        return kinds | {book.name: urls.register(book.name) for book in full}

    @cached_property
    def _turns(self) -> tuple[Turn, ...]:
        if not self.edition.audience.is_staff:
            return ()
        return turns(self.workspace, self.public, self.edition.as_of)

    @cached_property
    def _sheets(self) -> tuple[Sheet, ...]:
        return tuple(registers.sheets(self._desk(1), self._books))

    def _regulations(self) -> Iterator[HubHtml]:
        desk = self._desk(1)
        hub = regulation.regulations(desk)
        yield self._hub("hub", hub.path, "regulation", hub)
        tasks = (*work.dues(desk), *work.missing(desk))
        live = regulation.Live(self.notices, tasks)
        for pack in regulation.packs_in_use(desk):
            page = regulation.regulation(desk, pack, live)
            yield self._hub("regulation", page.path, "regulation", page)

    def _hub(self, template: str, path: str, section: str, page: Titled) -> HubHtml:
        return HubHtml(path, page.title, section, self.pages.html(template, page))

    def _desk(self, depth: int) -> Desk:
        if depth not in self._desks:
            self._desks[depth] = self._make_desk(depth)
        return self._desks[depth]

    def _make_desk(self, depth: int) -> Desk:
        scribe = Scribe(
            self.public.archive, self._labels, depth, self._listed, self._cited
        )
        return Desk(
            self.workspace, self.edition.audience, self.facts, scribe,
            self._chronicle, self._duties, self._clauses, self._register_pages,
            self._turns,
        )  # fmt: skip

    @cached_property
    def _duties(self) -> tuple[Cell, ...]:
        return duties(self.workspace, self.public, self.edition.as_of)

    @cached_property
    def _listed(self) -> frozenset[tuple[str, str]]:
        """Return (axis, key) of every list that is made."""
        return frozenset(
            (axis.id, key)
            for axis in AXES
            if axis.has_pages
            for key in axes.divide(axis, self.facts)
        )

    @cached_property
    def _clauses(self) -> Mapping[str, Clause]:
        policies = self.workspace.policies.all()
        return {full: clause for p in policies for full, clause in p.clauses.items()}

    @cached_property
    def _cited(self) -> Mapping[str, str]:
        """Return full clause id → how people cite it: pack and article."""
        return {
            full: f"{full} {self.speech.label(clause.place)}".strip()
            for full, clause in self._clauses.items()
        }
