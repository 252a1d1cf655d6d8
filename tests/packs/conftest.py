"""The product's packs with all that is needed to try their cases, opened once."""

from __future__ import annotations

import pytest

from dangan.workspace.case_archive import Host
from dangan.workspace.library import casebook_host, library


@pytest.fixture(scope="session")
def host() -> Host:
    return casebook_host(library(None))
