"""Write the schemas of records for editors: ``make editor``.

An editor cannot follow references to shared definitions, so it gets each record
type expanded, with Chinese labels as titles. The files are made, not committed;
.vscode/settings.json names them.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import dangan.workspace

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".vscode" / "schemas"
LANGUAGE = "zh"
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def for_editor(node: Any) -> Any:
    """Return a schema with titles and descriptions that editors show."""
    if isinstance(node, list | tuple):
        return [for_editor(child) for child in node]
    if not isinstance(node, dict):
        return node
    shown = {key: for_editor(v) for key, v in node.items() if not key.startswith("x-")}
    for key, label in (("title", "x-label"), ("description", "x-help")):
        if isinstance(node.get(label), dict):
            shown[key] = node[label].get(LANGUAGE, "")
    return shown


def main() -> None:
    """Write one file for each record type."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    types = dangan.workspace.open(ROOT).types
    for name, record_type in types.items():
        schema = {"$schema": DIALECT, **for_editor(record_type.schema)}
        text = json.dumps(schema, ensure_ascii=False)
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
