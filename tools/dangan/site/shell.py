"""The shell: one page rendered by MkDocs into which every record is poured.

MkDocs renders a page whose title and body are marks. The text is cut at the
marks once; a record page is the pieces joined with its own title and body, so
nothing in a record is ever searched for or replaced.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup, escape

from dangan.model.errors import SetupError

#: Marks that no escaping changes and no template contains.
TITLE = "dangan-shell-title-7c1f"
BODY = "dangan-shell-body-7c1f"
_CUT = re.compile(f"({TITLE}|{BODY})")


@dataclass(frozen=True, slots=True)
class Shell:
    """A rendered page, cut where titles and body belong."""

    pieces: tuple[str, ...]

    @classmethod
    def cut(cls, page: str) -> Shell:
        """Cut a rendered page at its marks; SetupError where one is missing."""
        if BODY not in page or TITLE not in page:
            raise SetupError(
                "the theme renders no page for records",
                hint="set theme: {name: material} in mkdocs.yml",
            )
        return cls(tuple(_CUT.split(page)))

    def fill(self, title: str, body: str) -> str:
        """Return the page of one record.

        Args:
            title: plain text.
            body: markup made by the templates.
        """
        texts = {TITLE: str(escape(title)), BODY: body}
        return "".join(texts.get(piece, piece) for piece in self.pieces)


def body_mark() -> Markup:
    """Return what stands for the body while MkDocs renders the shell."""
    return Markup(BODY)  # noqa: S704  a constant of this module
