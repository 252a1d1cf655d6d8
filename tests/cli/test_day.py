"""A holding whose day or time zone is none ends a command with one sentence."""

from __future__ import annotations

import pytest

from support.desk import HOLDING, customer_archive

#: A line of holding.yaml, a command that needs it, the field that is named.
CASES = [
    ('as_of: "2026-13-41"', ("check",), "as_of"),
    ('as_of: "2026-13-41"', ("due",), "as_of"),
    ("timezone: ../../etc/passwd", ("due",), "timezone"),
]


@pytest.mark.parametrize(("line", "words", "field"), CASES)
def test_it_is_named(dangan, tmp_path, line, words, field):
    kept = [row for row in HOLDING.splitlines() if not row.startswith(field)]
    repo = customer_archive(tmp_path / "x", "\n".join([*kept, line, ""]))
    done = dangan("--root", str(repo.root), *words)
    assert done.exit_code == 3
    assert f"records/holding.yaml → {field}" in done.output
