"""The registry of Windows, for the user who is logged in. On other systems it is empty."""

import sys

from desktop.core.errors import AutostartFailed

if sys.platform == "win32":
    import winreg

    class WindowsRegistry:
        """Values below HKEY_CURRENT_USER; each method raises AutostartFailed when refused."""

        def read(self, key: str, name: str) -> str | bytes | None:
            """Return a value, None if there is none."""
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    value, _ = winreg.QueryValueEx(opened, name)
            except FileNotFoundError:
                return None
            except OSError as error:
                raise AutostartFailed(key, str(error.strerror)) from error
            return value if isinstance(value, str | bytes) else None

        def write(self, key: str, name: str, value: str) -> None:
            """Set a text."""
            try:
                with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
                    winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
            except OSError as error:
                raise AutostartFailed(key, str(error.strerror)) from error

        def remove(self, key: str, name: str) -> None:
            """Delete a value, if it is there."""
            try:
                access = winreg.KEY_SET_VALUE
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, access) as opened:
                    winreg.DeleteValue(opened, name)
            except FileNotFoundError:
                return
            except OSError as error:
                raise AutostartFailed(key, str(error.strerror)) from error
