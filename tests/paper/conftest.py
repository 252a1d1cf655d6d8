"""A small archive on the bench of the printer."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from dangan.model.archive import Archive
from dangan.model.holding import Holding
from dangan.model.record import Document, Record
from dangan.paper.bench import Bench
from dangan.policy.policies import Policies
from dangan.policy.printed import forms
from dangan.report.labels import Labels
from dangan.report.speech import Speech
from support.packkit import product
from support.recordtypes import record_types

DAY = datetime.date(2026, 6, 30)


def _text_dates(node):
    if isinstance(node, datetime.date):
        return node.isoformat()
    if isinstance(node, dict):
        return {key: _text_dates(value) for key, value in node.items()}
    return [_text_dates(v) for v in node] if isinstance(node, list) else node


@pytest.fixture(scope="session")
def papers():
    """Return name → record of the small archive, and the bench it lies on."""
    file = Path(__file__).parent / "archive.yaml"
    data = _text_dates(yaml.safe_load(file.read_text(encoding="utf-8")))
    holding = Holding(Document("records/holding.yaml", data["holding"]))
    records = {
        name: Record(Document(f"records/{row['type']}/{name}.yaml", row))
        for name, row in data["records"].items()
    }
    archive = Archive(holding, tuple(records.values()))
    types = record_types()
    policies = Policies(product(), holding, types)
    labels = Labels(holding, policies, types, Speech("zh"))
    return records, Bench(archive, types, policies, labels, DAY)


@pytest.fixture(scope="session")
def bench(papers):
    return papers[1]


@pytest.fixture(scope="session")
def record(papers):
    return papers[0].__getitem__


@pytest.fixture(scope="session")
def english(bench):
    speech = Speech("en")
    labels = Labels(bench.holding, bench.policies, bench.types, speech)
    return replace(bench, labels=labels)


@pytest.fixture(scope="session")
def form():
    return forms().__getitem__
