"""Whether every part of an installed program is there (`--self-test`), one line each."""

import sys
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.app import Program, new_application, serve_demo, utc_now
from desktop.assets import resource
from desktop.background import USER_AGENT
from desktop.catalogue import translator
from desktop.core.ages import Ages
from desktop.core.mail import Indicator, IndicatorKind
from desktop.core.model import SourceState
from desktop.demo.server import demo_sources
from desktop.mail.credentials import keyring_name, open_system_keyring
from desktop.net.fetch import Fetcher
from desktop.options import Options
from desktop.qt.autostart import system_autostart
from desktop.qt.settings import Language
from desktop.qt.system import Badge
from desktop.qt.tasks import Tasks
from desktop.reading.extract import extract_article
from desktop.services.open_article import open_article
from desktop.services.update_feed import update_feed
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.widgets.tray import tray_icon

Check = Callable[[], str]
LATE_LIBRARIES = (
    "PySide6.QtNetwork",
    "imapclient",
    "requests",
    *(("PySide6.QtDBus", "jeepney") if sys.platform == "linux" else ("truststore",)),
)


def self_test() -> int:
    """Check part after part; 0 if all are there."""
    application = new_application()
    with TemporaryDirectory(prefix="zeelandnet-") as folder:
        checks: dict[str, Check] = {
            "window": lambda: window(application, Path(folder) / "window"),
            "icons": icons,
            "translations": translations,
            "store": lambda: store(Path(folder) / "store"),
            "demo": first_article,
            "page": foreign_page,
            "libraries": late_libraries,
            "keyring": keyring_backend,
            "tray": tray,
            "start at login": start_at_login,
        }
        results = [passes(name, check) for name, check in checks.items()]
        return 0 if all(results) else 1


def passes(name: str, check: Check) -> bool:
    """Print what `check` says and return whether it came to an end."""
    try:
        say(f"{name}: {check()}")
    except Exception as error:  # whatever is wrong is the answer
        say(f"{name}: FAILED: {type(error).__name__}: {error}")
        return False
    return True


def window(application: QApplication, folder: Path) -> str:
    """Build the whole window and paint it."""
    program = Program(application, Options(profile=folder, demo=True))
    try:
        program.open()
        picture = program.foreground.window.grab()
        if picture.isNull():
            raise RuntimeError("nothing was painted")
        return f"{picture.width()} x {picture.height()} painted"
    finally:
        program.stop()


def icons() -> str:
    """Load every icon of both themes."""
    paths = sorted(resource("icons").rglob("*.svg")) + sorted(resource("icons").rglob("*.png"))
    empty = [path.name for path in paths if QIcon(str(path)).pixmap(24, 24).isNull()]
    if empty or not paths:
        raise RuntimeError(f"not painted: {', '.join(empty) or 'all'}")
    return f"{len(paths)} loaded"


def tray() -> str:
    """Draw the icon of every state, and show and take away a number at the task bar."""
    unread = IndicatorKind.UNREAD
    indicators = [Indicator(kind, "9+" if kind is unread else "") for kind in IndicatorKind]
    for indicator in indicators:
        if tray_icon(indicator, is_mask=sys.platform == "darwin").pixmap(22, 22).isNull():
            raise RuntimeError(f"{indicator.kind.value} is not drawn")
    badge = Badge()
    for number in (3, 0):
        badge.show(number)
    there = "there" if QSystemTrayIcon.isSystemTrayAvailable() else "not there"
    return f"{len(indicators)} states drawn, the tray is {there}"


def start_at_login() -> str:
    """Read what the system does at the next login; nothing is changed."""
    return system_autostart().state().value


def translations() -> str:
    """Load every translation, for the window and for what has none."""
    hour_ago = utc_now() - timedelta(hours=1)
    words = [Ages(translator(language.value)) for language in Language]
    ages = {each.describe(hour_ago, utc_now()) for each in words}
    if len(ages) != len(Language):
        raise RuntimeError("one language speaks as the other")
    paths = sorted(resource("i18n").glob("*.qm"))
    for path in paths:
        if not QTranslator().load(str(path)):
            raise RuntimeError(f"{path.name} does not load")
    if not paths:
        raise RuntimeError("there are none; run `make translations`")
    return ", ".join(path.stem for path in paths)


def store(folder: Path) -> str:
    """Make an empty store and read it."""
    prepare(folder, utc_now())
    queries = ArticleReader(folder)
    count = len(queries.article_ids())
    queries.close()
    return f"made, {count} articles"


def first_article() -> str:
    """Serve the embedded edition and open its first article."""
    tasks = Tasks.threaded()
    demo = serve_demo(tasks)
    fetcher = Fetcher(USER_AGENT)
    try:
        source = demo_sources(demo)[0]
        update = update_feed(source, SourceState(source.id), fetcher, utc_now())
        article = update.articles[0].article
        body = open_article(article, None, fetcher, utc_now())
        length = len(body.text)
        return f"{len(update.articles)} articles, “{article.title}”, {length} characters"
    finally:
        fetcher.close()
        demo.stop()
        tasks.stop()


def foreign_page() -> str:
    """Find the article on a page that no reader of our own knows."""
    text = "Langs de kust waaide het de hele dag, en niemand wilde naar huis. " * 3
    body = f"<h1>Storm</h1>{''.join(f'<p>{n}. {text}</p>' for n in range(8))}"
    page = f"<html><head><title>Storm</title></head><body><article>{body}</article></body></html>"
    found = extract_article(page, "https://krant.example/storm")
    if found is None:
        raise RuntimeError("no article was found")
    return f"{len(found.text)} characters found"


def late_libraries() -> str:
    """Load what the window does without until it is needed."""
    for name in LATE_LIBRARIES:
        import_module(name)
    return f"{len(LATE_LIBRARIES)} loaded"


def keyring_backend() -> str:
    """Name what keeps passwords on this machine."""
    return keyring_name(open_system_keyring())


def say(line: str) -> None:
    """Print one line at once."""
    print(line, flush=True)  # goes nowhere where there is no console, as on Windows
