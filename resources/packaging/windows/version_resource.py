"""What the properties of the .exe say on Windows, as PyInstaller takes it."""

from desktop import __version__

DUTCH, UNICODE = 0x0413, 1200
WORDS = {
    "CompanyName": "ZeelandNet",
    "FileDescription": "ZeelandNet Desktop",
    "FileVersion": __version__,
    "InternalName": "zeelandnet-desktop",
    "LegalCopyright": "MIT-licentie",
    "OriginalFilename": "zeelandnet-desktop.exe",
    "ProductName": "ZeelandNet Desktop",
    "ProductVersion": __version__,
}


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as Windows counts: four numbers."""
    numbers = [int(part) for part in version.split(".")]
    first, second, third, fourth = [*numbers, 0, 0, 0, 0][:4]
    return first, second, third, fourth


def version_text(version: str = __version__) -> str:
    """Return the resource in the form that PyInstaller evaluates."""
    numbers = four_numbers(version)
    words = ", ".join(f"StringStruct({name!r}, {word!r})" for name, word in WORDS.items())
    return f"""VSVersionInfo(
    ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3f, flags=0x0, OS=0x40004,
                      fileType=0x1, subtype=0x0, date=(0, 0)),
    kids=[
        StringFileInfo([StringTable("{DUTCH:04x}{UNICODE:04x}", [{words}])]),
        VarFileInfo([VarStruct("Translation", [{DUTCH}, {UNICODE}])]),
    ],
)
"""
