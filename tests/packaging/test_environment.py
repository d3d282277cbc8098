"""What the user opens from a bundle gets the environment of the session."""

import pytest

from desktop.__main__ import restore_environment

SESSION = {"HOME": "/home/jan", "QT_PLUGIN_PATH": "/of/the/user"}
STARTER = {"_PYI_ARCHIVE_FILE": "/opt/program", "_PYI_PARENT_PROCESS_LEVEL": "1"}


@pytest.mark.parametrize(
    "loader", [{}, {"LD_LIBRARY_PATH": "/of/the/user"}, {"LD_LIBRARY_PATH": ""}]
)
def test_a_bundle_s_own_variables_go_and_the_user_s_come_back(loader: dict[str, str]) -> None:
    kept = {f"{name}_ORIG": value for name, value in loader.items()}
    environment = SESSION | STARTER | kept | {"LD_LIBRARY_PATH": "/opt/program/libraries"}

    restore_environment(environment)

    assert environment == SESSION | loader
