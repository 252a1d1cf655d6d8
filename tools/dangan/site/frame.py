"""What surrounds every page: menu, foot, colours, policy of the browser, assets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

from dangan.model.message import M
from dangan.site import urls
from dangan.site.catalogue import Catalogue
from dangan.site.words import words

#: Templates that lie over those of Material.
THEME = Path(__file__).parent / "theme"
ASSETS = Path(__file__).parent / "assets"
#: Colour where the holding names none: the red of a file's ribbon.
ACCENT = "#7d2a26"
#: Folders of hand-written pages, in the order of the menu.
_FOLDERS = {
    "guide": M("Guide"),
    "checks": M("Checks"),
    "reference": M("Reference"),
    "decisions": M("Decisions"),
}
_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")


def name(catalogue: Catalogue) -> str:
    """Return the name of the holding."""
    return catalogue.speech.label(catalogue.workspace.holding.name)


def short_name(catalogue: Catalogue) -> str:
    """Return what the head of every page calls the holding."""
    label = catalogue.workspace.holding.get("short_name")
    return catalogue.speech.label(label, name(catalogue))


def context(catalogue: Catalogue, *, serving: bool = False) -> dict[str, Any]:
    """Return what the frame's templates read."""
    edition = catalogue.edition
    audience = catalogue.speech.label(edition.audience.label, edition.audience.id)
    entries = [
        {"id": id_, "url": path, "title": title}
        for id_, path, title in catalogue.sections()
    ]
    return {
        "name": name(catalogue),
        "short_name": short_name(catalogue),
        "words": words(catalogue.speech),
        "sections": entries,
        "as_of": edition.as_of.isoformat(),
        "commit": edition.commit,
        "audience": audience,
        "note": catalogue.note(),
        "noindex": edition.audience.is_staff,
        "csp": policy(serving=serving),
    }


def policy(*, serving: bool) -> str:
    """Return the content security policy: own files only, nothing inline.

    ``mkdocs serve`` puts an inline script into pages, to reload them.
    """
    script = "'self' 'unsafe-inline'" if serving else "'self'"
    connect = "'self'" if serving else "'none'"
    return (
        f"default-src 'none'; script-src {script}; style-src 'self';"
        f" img-src 'self' data:; connect-src {connect}; form-action 'self';"
        " base-uri 'none'"
    )


def assets(catalogue: Catalogue) -> Iterator[tuple[str, str | bytes]]:
    """Yield path and content of styles, scripts, search index and registers."""
    for path in sorted(ASSETS.iterdir()):
        yield f"assets/dangan/{path.name}", path.read_text(encoding="utf-8")
    wanted = str(catalogue.workspace.holding.get("site.accent") or "")
    colour = wanted if _COLOUR.fullmatch(wanted) else ACCENT
    yield "assets/dangan/accent.css", f":root {{ --accent: {colour}; }}\n"
    yield from catalogue.assets()
    yield from catalogue.workbooks()


def guide_menu(catalogue: Catalogue, pages: Iterable[str]) -> list[Any]:
    """Return a menu of hand-written pages, one level of folders deep."""
    menu: list[Any] = []
    folders: dict[str, list[str]] = {name: [] for name in _FOLDERS}
    for page in pages:
        folder, _, rest = page.partition("/")
        if rest:
            folders.setdefault(folder, []).append(page)
        else:
            menu.append(page)
    say = catalogue.speech.say
    titles = {name: say(title) for name, title in _FOLDERS.items()}
    named = ({titles.get(name, name): rows} for name, rows in folders.items() if rows)
    return [*menu, *named]


def first_page(menu: Any) -> str:
    """Return the first page of a menu as MkDocs writes menus; empty for none."""
    if isinstance(menu, str):
        return menu
    rows = menu.values() if isinstance(menu, dict) else menu or ()
    return next((page for row in rows if (page := first_page(row))), "")


def guide_entry(catalogue: Catalogue, first: str) -> list[dict[str, str]]:
    """Return the menu's entry for hand-written pages, if there are any."""
    if not first:
        return []
    path = first.removesuffix(".md") + ".html"
    if path.endswith("README.html"):
        path = path.removesuffix("README.html") + "index.html"
    return [{"id": "guide", "url": path, "title": catalogue.speech.say(M("Guide"))}]


def sitemap(root: str, catalogue: Catalogue, hubs: Mapping[str, object]) -> str:
    """Return the sitemap: pages of the catalogue, without dates."""
    paths = [*sorted(hubs), *(urls.record(row.record) for row in catalogue.facts)]
    lines = (
        f"<url><loc>{escape(root.rstrip('/') + '/' + quote(path))}</loc></url>\n"
        for path in paths
    )
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'{head}<urlset xmlns="{space}">\n{"".join(lines)}</urlset>\n'
