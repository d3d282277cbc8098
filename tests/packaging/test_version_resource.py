"""Windows is told the version that the program has."""

import ast

import pytest

from desktop import __version__
from resources.packaging.windows.version_resource import four_numbers, version_text


@pytest.mark.parametrize(
    ("version", "numbers"),
    [("0.1.0", (0, 1, 0, 0)), ("2.10", (2, 10, 0, 0)), ("1.2.3.4", (1, 2, 3, 4))],
)
def test_a_version_has_four_numbers(version: str, numbers: tuple[int, ...]) -> None:
    assert four_numbers(version) == numbers


def test_the_resource_is_an_expression_with_the_version_of_the_program() -> None:
    text = version_text()

    ast.parse(text, mode="eval")
    assert f"filevers={four_numbers(__version__)}" in text
    assert f"StringStruct('ProductVersion', '{__version__}')" in text
