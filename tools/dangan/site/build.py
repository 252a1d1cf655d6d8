"""Building the catalogue with MkDocs from Python: what ``dangan site`` does."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from dangan.model.errors import SetupError
from dangan.model.message import M
from dangan.site import urls
from dangan.site.edition import Wish
from dangan.site.plugin import DanganPlugin
from dangan.site.settle import clear_way, settle

#: A file that every catalogue has: only such a folder may be built over.
MARK = "assets/dangan/catalogue.css"
#: What builds an archive that has no mkdocs.yml of its own.
DEFAULT = Path(__file__).parent / "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Built:
    """A finished catalogue."""

    folder: Path
    records: int
    hubs: int
    audience: str
    as_of: str


def build(root: Path, out: Path, wish: Wish) -> Built:
    """Build the catalogue of the archive at ``root`` into ``out``.

    SetupError where ``out`` holds something else than a catalogue, or where
    MkDocs refuses its configuration.
    """
    _check_target(root, out)
    with tempfile.TemporaryDirectory() as empty, tempfile.TemporaryDirectory() as made:
        config = _config(root, Path(made), Path(empty))
        plugin = config.plugins["dangan"]
        if not isinstance(plugin, DanganPlugin):
            fact = M("another plugin is called dangan")
            raise SetupError(fact, context=("mkdocs.yml",))
        plugin.load_config(
            {
                "audience": wish.audience or plugin.config.audience,
                "lang": wish.lang or plugin.config.lang,
                "as_of": wish.as_of.isoformat() if wish.as_of else plugin.config.as_of,
            }
        )
        plugin.ready = plugin.read(root)
        plugin.target = out
        records = {urls.record(row.record) for row in plugin.ready.facts}
        clear_way(out, records)
        try:
            mkdocs_build(config)
        except MkDocsException as error:
            raise SetupError(str(error), context=("mkdocs",)) from error
        settle(Path(made), out, records)
        return _built(out, plugin)


def _built(out: Path, plugin: DanganPlugin) -> Built:
    edition = plugin.catalogue.edition
    return Built(
        out,
        len(plugin.catalogue.facts),
        len(plugin.hubs),
        edition.audience.id,
        edition.as_of.isoformat(),
    )


def _config(root: Path, out: Path, empty: Path) -> MkDocsConfig:
    """Return the MkDocs configuration of the archive, or the one of the package."""
    own = root / "mkdocs.yml"
    docs = root / "docs"
    folder = docs if docs.is_dir() else empty
    try:
        config = load_config(
            str(own if own.is_file() else DEFAULT), docs_dir=str(folder)
        )
    except MkDocsException as error:
        raise SetupError(str(error), context=("mkdocs.yml",)) from error
    if "dangan" not in config.plugins:
        raise SetupError(
            M("mkdocs.yml does not use the plugin"),
            context=("mkdocs.yml", "plugins"),
            hint=M("add to plugins: dangan"),
        )
    config.site_dir = str(out)
    config.config_file_path = str(root / "mkdocs.yml")
    return config


def _check_target(root: Path, out: Path) -> None:
    if not out.exists():
        return
    is_ours = (out / MARK).is_file() or (out.is_dir() and not any(out.iterdir()))
    if not is_ours or root.resolve().is_relative_to(out.resolve()):
        raise SetupError(
            M("{folder} holds something else than a catalogue", folder=out.name),
            hint=M("name an empty folder with --out"),
        )
