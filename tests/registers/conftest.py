"""One office for all tests of registers."""

from __future__ import annotations

import pytest

from dangan.registers._office import Office
from support.registers_archive import office_of


@pytest.fixture(scope="session")
def office() -> Office:
    return office_of()
