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

from desktop import USER_AGENT
from desktop.app import Program, new_application, utc_now
from desktop.assets import resource
from desktop.catalogue import translator
from desktop.core.ages import Ages
from desktop.core.mail_states import Indicator, IndicatorKind
from desktop.core.model import SourceState
from desktop.demo.server import demo_sources, serve_edition
from desktop.mail.credentials import keyring_name, open_system_keyring
from desktop.net.fetch import Fetcher
from desktop.options import Options
from desktop.qt.autostart import system_autostart
from desktop.qt.settings import Language
from desktop.qt.system import Badge
from desktop.reading.extract import extract_article
from desktop.services.open_article import open_article
from desktop.services.update_feed import update_feed
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.widgets.tray import tray_icon

# What the window does without until it is needed.
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
        checks: dict[str, Callable[[], str]] = {
            "window": lambda: window(application, Path(folder) / "window"),
            "icons": icons,
            "translations": translations,
            "store": lambda: store(Path(folder) / "store"),
            "demo": first_article,
            "page": foreign_page,
            "libraries": late_libraries,
            "keyring": keyring,
            "tray": tray,
            "start at login": lambda: system_autostart().state().value,
        }
        results = [passes(name, check) for name, check in checks.items()]
    return 0 if all(results) else 1


def passes(name: str, check: Callable[[], str]) -> bool:
    """Print what `check` says, at once, and return whether it came to an end."""
    try:
        # Goes nowhere where there is no console, as on Windows.
        print(f"{name}: {check()}", flush=True)
    except Exception as error:  # whatever is wrong is the answer
        print(f"{name}: FAILED: {type(error).__name__}: {error}", flush=True)
        return False
    return True


def window(application: QApplication, folder: Path) -> str:
    """Build the whole window and paint it."""
    program = Program(application, Options(profile=folder, demo=True))
    try:
        program.open()
        picture = program.foreground.window.grab()
    finally:
        program.stop()
    if picture.isNull():
        raise RuntimeError("nothing was painted")
    return f"{picture.width()} x {picture.height()} painted"


def icons() -> str:
    """Load every icon of both themes."""
    paths = [path for path in resource("icons").rglob("*.*") if path.suffix in (".svg", ".png")]
    empty = [path.name for path in paths if QIcon(str(path)).pixmap(24, 24).isNull()]
    if empty or not paths:
        raise RuntimeError(f"not painted: {', '.join(empty) or 'all'}")
    return f"{len(paths)} loaded"


def keyring() -> str:
    """Open the system's keyring; Linux need not have one."""
    opened = open_system_keyring()
    if opened is None and not sys.platform.startswith("linux"):
        raise RuntimeError("that of the system does not open")
    return keyring_name(opened)


def tray() -> str:
    """Draw the icon of every state, and show and take away a number at the task bar."""
    for kind in IndicatorKind:
        indicator = Indicator(kind, "9+" if kind is IndicatorKind.UNREAD else "")
        if tray_icon(indicator, is_mask=sys.platform == "darwin").pixmap(22, 22).isNull():
            raise RuntimeError(f"{kind.value} is not drawn")
    badge = Badge()
    badge.show(3)
    badge.show(0)
    there = "there" if QSystemTrayIcon.isSystemTrayAvailable() else "not there"
    return f"{len(IndicatorKind)} states drawn, the tray is {there}"


def translations() -> str:
    """Load every translation, for the window and for what has none."""
    hour_ago = utc_now() - timedelta(hours=1)
    words = [Ages(translator(language.value)) for language in Language]
    ages = {each.describe(hour_ago, utc_now()) for each in words}
    if len(ages) != len(Language):
        raise RuntimeError("one language speaks as the other")
    paths = sorted(resource("i18n").glob("*.qm"))
    if not paths:
        raise RuntimeError("there are none; run `make translations`")
    for path in paths:
        if not QTranslator().load(str(path)):
            raise RuntimeError(f"{path.name} does not load")
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
    demo = serve_edition(utc_now)
    fetcher = Fetcher(USER_AGENT)
    try:
        source = demo_sources(demo)[0]
        update = update_feed(source, SourceState(source.id), fetcher, utc_now())
        article = update.articles[0].article
        body = open_article(article, None, fetcher, utc_now())
    finally:
        fetcher.close()
        demo.stop()
    return f"{len(update.articles)} articles, “{article.title}”, {len(body.text)} characters"


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
    """Load them."""
    for name in LATE_LIBRARIES:
        import_module(name)
    return f"{len(LATE_LIBRARIES)} loaded"
