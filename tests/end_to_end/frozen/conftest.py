"""The built package, and a bare Debian that it is installed on: `make package-test`."""

import os
from pathlib import Path

import pytest

from tests.end_to_end.frozen.bare_debian import BareDebian, missing_tools


@pytest.fixture(scope="session")
def deb() -> Path:
    """Return the package to be tested, named by `make package-test`."""
    name = os.environ.get("ZEELANDNET_DEB")
    if not name:
        pytest.skip("needs a built package: make package-test")
    return Path(name).resolve()


@pytest.fixture(scope="module")
def debian(deb: Path, tmp_path_factory: pytest.TempPathFactory) -> BareDebian:
    """Return a bare Debian, for one file of tests."""
    if os.getuid() != 0:
        pytest.skip("only root may enter another root")
    if missing := missing_tools():
        pytest.fail(f"missing: {', '.join(missing)}")
    return BareDebian(tmp_path_factory.mktemp("bare"))
