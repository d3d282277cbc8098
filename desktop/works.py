"""Builds what the first paint does without: fetching, storing, pictures, webmail."""

from pathlib import Path

from desktop import APPLICATION_NAME, __version__
from desktop.assets import resource
from desktop.controllers.completion import Completion
from desktop.controllers.marks import Marks
from desktop.controllers.pictures import Pictures
from desktop.controllers.webmail import WebmailChoice
from desktop.core.webmail import Webmail, parse_webmail
from desktop.net.fetch import Fetcher
from desktop.qt.browser import open_address
from desktop.qt.tasks import Tasks
from desktop.storage.queries import Queries
from desktop.storage.writes import Writes
from desktop.wiring.window import Face
from desktop.wiring.work import Works

USER_AGENT = f"{APPLICATION_NAME}/{__version__} (+https://www.zeelandnet.nl/)"


def build_works(face: Face, queries: Queries, tasks: Tasks, log_file: Path | None) -> Works:
    """Return the parts that work behind the window."""
    fetcher = Fetcher(USER_AGENT)
    writes = Writes(face.folder)
    settings = face.settings
    return Works(
        fetcher=fetcher,
        writes=writes,
        completion=Completion(queries, writes, fetcher, tasks, face.clock),
        marks=Marks(writes, tasks, delay_s=settings.mark_read_seconds),
        pictures=Pictures(queries, writes, fetcher, tasks),
        webmail=WebmailChoice(webmail_services(), settings, open_address),
        open_address=open_address,
        version=__version__,
        log_file=log_file,
    )


def webmail_services() -> tuple[Webmail, ...]:
    """Return the webmails that are offered."""
    path = resource("webmail.toml")
    return parse_webmail(path.read_text(encoding="utf-8"), path).services
