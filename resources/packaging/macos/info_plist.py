"""What macOS reads of the app before it starts it, besides what PyInstaller writes by itself."""

from desktop import __version__

OLDEST_MACOS = "13.0"  # that of Qt 6.11


def info_plist() -> dict[str, object]:
    """Return the entries of Info.plist."""
    # It does not offer itself for mailto: addresses.
    return {
        "CFBundleDisplayName": "ZeelandNet Desktop",
        "CFBundleVersion": __version__,
        "CFBundleDevelopmentRegion": "nl",
        "CFBundleLocalizations": ["nl", "en"],
        "LSApplicationCategoryType": "public.app-category.news",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "ZeelandNet Desktop, MIT-licentie",
    }
