"""The templates of pages: Jinja2 with every text escaped and every gap required."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from types import SimpleNamespace

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from dangan.site.pieces import PIECES


class Pages:
    """Renders view models as the inner part of pages."""

    def __init__(self, words: SimpleNamespace) -> None:
        """Take the catalogue's own words in the language of the site."""
        self._words = words

    def html(self, name: str, page: object) -> str:
        """Return the fragment of one page."""
        return self._templates[name].render(page=page, words=self._words)

    def prepare(self) -> None:
        """Compile the templates now."""
        self._templates  # noqa: B018  a property that remembers

    @cached_property
    def _templates(self) -> Mapping[str, Template]:
        environment = Environment(
            loader=PackageLoader("dangan.site"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals.update(PIECES)
        names = [name for name in environment.list_templates() if name != "parts.html"]
        return {
            name.removesuffix(".html"): environment.get_template(name) for name in names
        }
