"""The MkDocs adapter: the only module that knows MkDocs.

With ``plugins: [dangan]`` in mkdocs.yml, ``mkdocs build`` and ``mkdocs serve``
make the whole catalogue; ``dangan site`` sets the options of this plugin and
does the same.
"""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from dangan.model.errors import SetupError
from dangan.report.setup import set_up_broken
from dangan.report.speech import LOCALES
from dangan.site import frame, shell
from dangan.site.catalogue import Catalogue, HubHtml
from dangan.site.edition import Wish, open_catalogue
from dangan.site.shell import Shell
from dangan.site.stream import Stream

#: Where MkDocs renders the shell: as deep as every record page.
SHELL = "record/shell/shell/shell.html"
#: Assets of Material that the catalogue has no use for.
_UNUSED = ("assets/javascripts/", "assets/images/", "sitemap.xml")


class Options(Config):  # type: ignore[no-untyped-call]  # MkDocs has few types
    """What mkdocs.yml can say below ``dangan:``."""

    audience = config_options.Type(str, default="")
    lang = config_options.Choice(("zh", "en"), default="zh")
    as_of = config_options.Type(str, default="")


class DanganPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]  # as above
    """Puts the pages of the catalogue into MkDocs and pours records into the shell."""

    #: A catalogue that was made before MkDocs begins, for whoever builds from Python.
    ready: Catalogue | None = None
    #: Where record pages go; None: into the folder that MkDocs writes.
    target: Path | None = None

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Remember whether MkDocs serves: its reload script is an inline one."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the archive and lay out frame and menu."""
        root = Path(config.config_file_path).parent
        self.catalogue = self.ready or self._read_or_tell(root)
        self.stream = Stream.begin(self.catalogue)
        self.hubs = {hub.path: hub for hub in self.catalogue.hubs()}
        self.shell: Shell | None = None
        config.use_directory_urls = False
        config.site_name = frame.name(self.catalogue)
        config.theme.dirs.insert(0, str(frame.THEME))
        config.theme["language"] = self.config.lang
        config.theme["font"] = False
        config.theme.static_templates.discard("sitemap.xml")
        serving = getattr(self, "serving", False)
        config.extra["dangan"] = frame.context(self.catalogue, serving=serving)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages and assets of the catalogue, and the menu for the guide."""
        for file in list(files):
            if file.src_uri.startswith(_UNUSED) or file.src_uri.endswith(".map"):
                files.remove(file)
        guide = sorted(f.src_uri for f in files.documentation_pages())
        for hub in (*self.hubs.values(), HubHtml(SHELL, shell.TITLE, "", "")):
            self._add_page(files, hub, config)
        for path, content in frame.assets(self.catalogue):
            files.append(File.generated(config, path, content=content))
        config.extra_css = ["assets/dangan/catalogue.css", *config.extra_css]
        config.nav = config.nav or frame.guide_menu(self.catalogue, guide)
        first = frame.first_page(config.nav)
        config.extra["dangan"]["sections"] += frame.guide_entry(self.catalogue, first)
        return files

    def on_page_markdown(self, markdown: str, *, page: Page, **_: Any) -> str:
        """Name the page; those of the catalogue have no Markdown at all."""
        hub = self._hub(page)
        if hub is None:
            page.meta.setdefault("section", "guide")
            return markdown
        page.meta = {
            "catalogue": True,
            "section": hub.section,
            "scripts": list(hub.scripts),
        }
        page.title = hub.title
        return ""

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Put the page made by the catalogue in place of the empty one."""
        hub = self._hub(page)
        return hub.html if hub else html

    def on_post_page(self, output: str, *, page: Page, **_: Any) -> str:
        """Keep the shell for the records; MkDocs writes no file for empty text."""
        if page.file.dest_uri != SHELL:
            return output
        self.shell = Shell.cut(output)
        return ""

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write every record page, and the sitemap where the address is known."""
        if self.shell is None:
            raise PluginError("MkDocs did not render the page of records")
        site = Path(config.site_dir)
        self.stream.finish(self.shell, self.target or site)
        if config.site_url:
            text = frame.sitemap(config.site_url, self.catalogue, self.hubs)
            (site / "sitemap.xml").write_text(text, encoding="utf-8")

    def read(self, root: Path) -> Catalogue:
        """Return the catalogue of an archive; SetupError where there can be none."""
        day = self.config.as_of
        wish = Wish(
            audience=self.config.audience,
            lang=self.config.lang,
            as_of=datetime.date.fromisoformat(day) if day else None,
        )
        return open_catalogue(root, wish)

    def _read_or_tell(self, root: Path) -> Catalogue:
        try:
            return self.read(root)
        except SetupError as error:
            raise PluginError(
                set_up_broken(error, LOCALES[self.config.lang])
            ) from error

    def _hub(self, page: Page) -> HubHtml | None:
        if page.file.dest_uri == SHELL:
            return HubHtml(SHELL, shell.TITLE, "", shell.BODY)
        return self.hubs.get(page.file.dest_uri)

    def _add_page(self, files: Files, hub: HubHtml, config: MkDocsConfig) -> None:
        source = hub.path.removesuffix(".html") + ".md"
        known = files.get_file_from_path(source)
        if known is not None:
            files.remove(known)
        file = File.generated(
            config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV
        )
        file.dest_uri = hub.path
        files.append(file)
