"""What is remembered of the product's files and of what is made of them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import dangan.workspace
from dangan.repo.tree import WorkingTree
from dangan.workspace import product
from dangan.workspace.product import Schemas
from support.office import office

ROOT = Path(__file__).resolve().parent.parent.parent


def test_a_file_of_the_product_is_read_again_when_it_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "product" / "schemas"
    shutil.copytree(ROOT / "schemas" / "core", own / "core")
    monkeypatch.setattr(product, "data_root", lambda: own)
    (tmp_path / "archive").mkdir()
    tree = WorkingTree(tmp_path / "archive")
    before = Schemas(tree, None).core
    assert Schemas(tree, None).core == before
    (own / "core" / "extra.yaml").write_text("more: 1\n", "utf-8")
    assert len(Schemas(tree, None).core) == len(before) + 1
    (own / "core" / "extra.yaml").write_text("more: twenty\n", "utf-8")
    found = {d.path: d.data for d in Schemas(tree, None).core}
    assert found["schemas/core/extra.yaml"] == {"more": "twenty"}


@pytest.mark.parametrize("damage", ["", "foreign", "cut"])
def test_types_and_packs_do_not_hang_on_what_is_kept(
    tmp_path: Path, damage: str
) -> None:
    repo = office(tmp_path / "office", 1)
    cold = dangan.workspace.open(repo.root, cached=False)
    dangan.workspace.open(repo.root).policies  # noqa: B018  keeps them
    kept = repo.root / ".git" / "dangan"
    for name in ("types", "packs"):
        content = (kept / name).read_bytes()
        (kept / name).write_bytes(
            {"": content, "foreign": b"x" * 90, "cut": content[:-1]}[damage]
        )
    warm = dangan.workspace.open(repo.root)
    assert {k: (t.schema, dict(t.fields)) for k, t in warm.types.items()} == {
        k: (t.schema, dict(t.fields)) for k, t in cold.types.items()
    }
    assert repr(warm.policies.packs) == repr(cold.policies.packs)
