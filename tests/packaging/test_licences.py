"""Every library that comes along has its licence with it."""

from resources.packaging.licences import components, licences_text, referred


def test_each_library_is_named_with_a_licence_and_most_bring_its_text() -> None:
    found = components()

    assert {"PySide6_Essentials", "requests", "lxml", "nh3", "keyring", "trafilatura"} <= {
        part.name for part in found
    }
    assert all(part.licence for part in found)
    # Qt's licence is added by hand: its wheels bring no text.
    assert {part.name for part in found if not part.texts} <= {"PySide6_Essentials", "shiboken6"}


def test_what_is_left_out_of_the_bundle_is_not_named() -> None:
    assert "dateparser" not in {part.name for part in components()}


def test_the_whole_text_names_qt_python_and_the_program() -> None:
    text = licences_text()

    for title in ("ZeelandNet Desktop (MIT)", "Qt and PySide6 (LGPL-3.0-only)", "PSF-2.0"):
        assert title in text
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in text


def test_debian_is_referred_to_its_own_copies() -> None:
    text = licences_text(refers_to_debian=True)

    assert "/usr/share/common-licenses/Apache-2.0" in text
    assert "/usr/share/common-licenses/LGPL-3" in text
    assert "TERMS AND CONDITIONS FOR USE, REPRODUCTION" not in text


def test_a_short_text_is_kept_as_it_is() -> None:
    assert referred("Apache License, in short") == "Apache License, in short"
