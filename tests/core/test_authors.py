"""Who wrote it, from fields that publishers fill in many ways."""

import pytest

from desktop.core.authors import writers


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (["Noor Zwemer"], ("Noor Zwemer",)),
        (["noor@kade.example (Noor Zwemer)"], ("Noor Zwemer",)),
        (["Noor Zwemer <noor@kade.example>"], ("Noor Zwemer",)),
        (["Door Noor Zwemer en T. de Groot"], ("Noor Zwemer", "T. de Groot")),
        (["By NOOR ZWEMER, science desk"], ("NOOR ZWEMER, science desk",)),
        (["Von Noor Zwemer und Uwe Rand"], ("Noor Zwemer", "Uwe Rand")),
        (["Noor Zwemer", "noor zwemer"], ("Noor Zwemer",)),
        (["https://kade.example/noor"], ()),
        (["admin"], ()),
        (["De Kadebode"], ()),
        (["kadebode.nl"], ()),
        (["Redactie Kadebode"], ()),
        (["Van onze redactie"], ()),
        (["Wim " * 40], ("Wim " * 14 + "Wim…",)),
    ],
)
def test_only_people_are_named(authors: list[str], expected: tuple[str, ...]) -> None:
    assert writers(authors, "Kadebode") == expected
