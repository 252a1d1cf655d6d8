"""Put the schemas and packs inside the wheel, and only there.

An editable install reads them where they are; a copy in ``site-packages`` would
grow stale.
"""

from __future__ import annotations

from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class SchemasInside(BuildHookInterface):  # type: ignore[type-arg]  # hatchling names its own configuration
    """Add ``schemas/`` as ``dangan/_data/schemas`` to what is installed for good."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Name the folder to the builder; ``version`` is "standard" or "editable"."""
        if version == "standard" and self.target_name == "wheel":
            build_data["force_include"]["schemas"] = "dangan/_data/schemas"
