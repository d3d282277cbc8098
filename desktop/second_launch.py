"""What a launch does while the profile may be in use: hand over, take over, or ask the user."""

from PySide6.QtWidgets import QApplication

from desktop.controllers.appearance import Appearance
from desktop.options import Options
from desktop.qt.i18n import Translations
from desktop.qt.process import ProfileLock
from desktop.qt.settings import Settings, open_store
from desktop.qt.single_instance import Launch, LaunchCommand, SingleInstance
from desktop.qt.theme import Theme
from desktop.widgets.busy_profile_dialog import BusyProfileDialog, Choice

SECOND_TRY_S = 2.0  # the user looks at nothing meanwhile


def settle_launch(application: QApplication, options: Options, lock: ProfileLock) -> Launch:
    """Hand what was asked for to the program that holds the profile, if one does and answers."""
    command = LaunchCommand.SHOW
    if options.webmail or options.compose:
        command = LaunchCommand.WEBMAIL if options.webmail else LaunchCommand.COMPOSE
    if options.minimized and command is LaunchCommand.SHOW and not lock.acquire():
        return Launch.HANDED_OVER  # nothing is to be shown
    instance = SingleInstance(lock)
    launch = instance.launch(command)
    if launch is not Launch.NO_ANSWER:
        return launch
    store, _ = open_store(None if options.is_system_profile else lock.folder, is_read_only=True)
    theme = Theme(application)
    appearance = Appearance(Settings(store), theme, Translations(application))
    appearance.apply_language()
    appearance.apply_look()
    while launch is Launch.NO_ANSWER:
        match BusyProfileDialog(lock.acquire).ask():
            case Choice.CLOSE:
                break
            case Choice.READ:
                return Launch.READ_ONLY
            case Choice.RETRY:
                launch = instance.launch(command, seconds=SECOND_TRY_S)
    return launch
