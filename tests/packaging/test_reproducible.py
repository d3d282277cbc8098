"""Two builds that differ are told apart, file by file."""

from pathlib import Path

from resources.packaging.reproducible import differences


def filled(folder: Path, **files: str) -> Path:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


def test_equal_folders_do_not_differ(tmp_path: Path) -> None:
    one, other = filled(tmp_path / "a", x="1"), filled(tmp_path / "b", x="1")

    assert list(differences(one, other)) == []


def test_each_kind_of_difference_is_named(tmp_path: Path) -> None:
    one = filled(tmp_path / "a", bytes="1", mode="1", only="1")
    other = filled(tmp_path / "b", bytes="2", mode="1")
    (other / "mode").chmod(0o755)
    (one / "link").symlink_to("bytes")
    (other / "link").symlink_to("mode")

    assert list(differences(one, other)) == [
        "only: only in one",
        "bytes: other bytes",
        "link: leads elsewhere",
        "mode: another mode",
    ]
