"""Builds what the first paint does without: fetching, storing, pictures, webmail, mail."""

import os
import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from desktop import APPLICATION_NAME, __version__
from desktop.assets import resource
from desktop.controllers.completion import Completion
from desktop.controllers.mail_news import MailNews
from desktop.controllers.mailbox import Mailbox
from desktop.controllers.marks import Marks
from desktop.controllers.passwords import Passwords
from desktop.controllers.pictures import Pictures
from desktop.controllers.provisions import Provisions
from desktop.controllers.releases import Releases
from desktop.controllers.supply import Supply
from desktop.controllers.upgrade import Upgrade
from desktop.controllers.upkeep import Upkeep
from desktop.controllers.webmail import WebmailChoice
from desktop.core.urls import host_of, is_private_host
from desktop.core.webmail import Webmail, parse_webmail
from desktop.mail.accounts import MailServer, parse_servers
from desktop.mail.credentials import Credentials
from desktop.mail.monitor import inbox_opener
from desktop.net.fetch import Fetcher
from desktop.net.tls import TlsContexts
from desktop.qt.autostart import installed_file
from desktop.qt.browser import open_address
from desktop.qt.notifications import Look, Notifications
from desktop.qt.system import Network, ResumeMonitor
from desktop.qt.tasks import Tasks
from desktop.services.find_release import find_release, parse_place
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from desktop.wiring.window import Face
from desktop.wiring.work import Works

USER_AGENT = f"{APPLICATION_NAME}/{__version__} (+https://www.zeelandnet.nl/)"


def build_works(face: Face, queries: ArticleReader, tasks: Tasks, log_file: Path | None) -> Works:
    """Return the parts that work behind the window."""
    network = Network()
    hosts = {host_of(source.url).rpartition(":")[0] for source in face.sections.sources}
    contexts = TlsContexts(sys.platform)
    fetcher = Fetcher(
        USER_AGENT,
        private_hosts=filter(is_private_host, hosts),
        has_network=network.has_network,
        contexts=contexts,
    )
    writes = ArticleWriter(face.folder)
    supply = Supply(fetcher, writes, face.clock)
    settings = face.settings
    mailbox = build_mailbox(face, tasks, contexts)
    return Works(
        network=network,
        fetcher=fetcher,
        writes=writes,
        completion=Completion(queries, supply, tasks),
        marks=Marks(writes, tasks, delay_s=settings.mark_read_seconds),
        pictures=Pictures(queries, supply, tasks),
        provisions=Provisions(queries, supply, tasks),
        releases=build_releases(face, tasks, fetcher),
        upgrade=Upgrade(installed_file(os.environ)),
        upkeep=Upkeep(face.folder, queries, writes, tasks, face.clock),
        webmail=WebmailChoice(webmail_services(), settings, open_address),
        mailbox=mailbox,
        mail_servers=mail_servers(),
        mail_news=MailNews(settings, lambda: mailbox.account),
        notifications=build_notifications(tasks),
        resume=ResumeMonitor(),
        open_address=open_address,
        version=__version__,
        log_file=log_file,
    )


def build_mailbox(face: Face, tasks: Tasks, contexts: TlsContexts) -> Mailbox:
    """Return what counts unread mail; nothing is asked of keyring or server yet."""
    return Mailbox(
        face.settings,
        Passwords(Credentials(), tasks),
        tasks,
        face.clock,
        open_inbox=inbox_opener(contexts),
    )


def build_releases(face: Face, tasks: Tasks, fetcher: Fetcher) -> Releases:
    """Return what tells of newer versions; nothing is asked unless the user wants it."""
    place = parse_place(resource("releases.toml").read_text(encoding="utf-8"))
    return Releases(
        place,
        face.settings,
        tasks,
        face.clock,
        ask=lambda place, known: find_release(place, known, fetcher),
        version=__version__,
    )


def mail_servers() -> tuple[MailServer, ...]:
    """Return the mail servers that are known."""
    return parse_servers(resource("mail.toml").read_text(encoding="utf-8"))


def build_notifications(tasks: Tasks) -> Notifications:
    """Return what shows notifications; by other means than D-Bus only once there are any."""
    look = Look(
        icon=resource("icons", "app", "zeelandnet-desktop-128.png"),
        open_label=QCoreApplication.translate("Mail", "Openen"),
    )
    return Notifications(tasks, lambda _title, _body: None, look)


def webmail_services() -> tuple[Webmail, ...]:
    """Return the webmails that are offered."""
    return parse_webmail(resource("webmail.toml").read_text(encoding="utf-8"))
