"""``dangan site``: build the catalogue."""

from __future__ import annotations

import datetime
import os
from pathlib import Path

import click

from dangan.cli.context import Invocation, as_of_option, pass_invocation
from dangan.cli.i18n import _, examples
from dangan.model.message import M

#: Folder of the catalogue below the archive, as mkdocs.yml says it too.
OUT = "site"
PORT = 8000


@click.command(
    help=_(
        "Build the catalogue: pages of what an audience may see, and of nothing else."
    ),
    epilog=examples(
        ("dangan site", _("build into site/ for the audience that holding.yaml names")),
        ("dangan site --audience public --out public", _("for other readers")),
        ("dangan site --lang en --serve", _("in English, and show it in a browser")),
    ),
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help=_("Folder to write; otherwise site/ below the archive."),
)
@click.option(
    "--audience", default="", help=_("Audience, as holding.yaml declares it.")
)
@click.option(
    "--lang",
    "site_lang",
    type=click.Choice(["zh", "en"]),
    help=_("Language of the pages."),
)
@as_of_option
@click.option(
    "--serve", is_flag=True, help=_("Show it at http://127.0.0.1:8000 afterwards.")
)
@pass_invocation
def command(  # noqa: PLR0917  one argument an option
    invocation: Invocation,
    out: Path | None,
    audience: str,
    site_lang: str | None,
    as_of: datetime.date | None,
    serve: bool,
) -> None:
    """Build with MkDocs through the plugin, so that both ways give the same pages."""
    # Material and its fork announce each other on stderr unless told not to.
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("DISABLE_MKDOCS_2_WARNING", "true")
    from dangan.site.build import build
    from dangan.site.edition import Wish

    root = invocation.root
    space = invocation.open()
    lang = site_lang or invocation.lang.partition("-")[0]
    wish = Wish(audience, lang, invocation.today(space.holding, as_of))
    target = (out or root / OUT).resolve()
    done = build(root, target, wish)
    invocation.say(
        M(
            "{records} records and {hubs} other pages for {audience} as of {day}",
            records=done.records,
            hubs=done.hubs,
            audience=done.audience,
            day=done.as_of,
        )
    )
    if serve:
        _serve(target, invocation)


def _serve(folder: Path, invocation: Invocation) -> None:
    import functools
    import http.server

    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", PORT), handler) as server:
        invocation.say(M("showing it at {address}", address=f"http://127.0.0.1:{PORT}"))
        server.serve_forever()
