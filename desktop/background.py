"""Builds what the first paint does without: fetching, storing, pictures, webmail, mail, tray."""

import os
import sys

from PySide6.QtCore import QCoreApplication, QObject

from desktop import APPLICATION_NAME, __version__
from desktop.assets import resource
from desktop.controllers.article_state import ArticleStateController
from desktop.controllers.content_loader import ContentLoader, FullTextLoader, Prefetcher
from desktop.controllers.desktop_integration import DesktopIntegration, StartAtLogin
from desktop.controllers.images import ImageLoader
from desktop.controllers.mail.mailbox import Mailbox, Passwords
from desktop.controllers.mail.messages import MailDisplay
from desktop.controllers.mail.notifier import MailNotifier
from desktop.controllers.maintenance import Maintenance, ReplacedProgramDetector, UpdateChecker
from desktop.controllers.webmail import WebmailChoice
from desktop.core.urls import host_of, is_private_host
from desktop.core.webmail import parse_webmail
from desktop.foreground import Foreground
from desktop.mail.accounts import parse_servers
from desktop.mail.credentials import Credentials
from desktop.mail.monitor import inbox_opener
from desktop.net.fetch import Fetcher
from desktop.net.tls import TlsContexts
from desktop.qt.autostart import Autostart, installed_file
from desktop.qt.browser import Browser
from desktop.qt.notifications import Look, Notifications
from desktop.qt.process import ProfileLock
from desktop.qt.single_instance import SingleInstance
from desktop.qt.system import Badge, Network, ResumeMonitor, TrayAvailability
from desktop.qt.tasks import Tasks
from desktop.services.find_release import find_release, parse_place
from desktop.storage.writer import ArticleWriter
from desktop.widgets.tray import Tray

USER_AGENT = f"{APPLICATION_NAME}/{__version__} (+https://www.zeelandnet.nl/)"


class Background(QObject):
    """The objects behind the window, connected by `desktop.wiring`; gone with the `Foreground`."""

    def __init__(self, front: Foreground, autostart: Autostart | None) -> None:
        super().__init__(front)
        self._front = front
        queries, settings, tasks, clock = front.queries, front.settings, front.tasks, front.clock
        contexts = TlsContexts(sys.platform)
        self.network = Network(self)
        self.browser = Browser(self)
        self.fetcher = self._build_fetcher(contexts)
        self.writes = ArticleWriter(front.folder)
        loader = ContentLoader(self.fetcher, self.writes, clock)
        self.full_text = FullTextLoader(queries, loader, tasks, self)
        self.prefetcher = Prefetcher(queries, loader, tasks, self)
        self.images = ImageLoader(queries, loader, tasks, self)
        self.article_state = ArticleStateController(
            self.writes, tasks, delay_s=settings.mark_read_seconds, parent=self
        )
        self.maintenance = Maintenance(front.folder, queries, self.writes, tasks, clock, self)
        self.update_checker = self._build_update_checker()
        self.replaced = ReplacedProgramDetector(installed_file(os.environ), self)
        services = parse_webmail(read_resource("webmail.toml"))
        self.webmail = WebmailChoice(services, settings, self.browser.open, self)
        self.mail_servers = parse_servers(read_resource("mail.toml"))
        self.mailbox = Mailbox(
            settings,
            Passwords(Credentials(), tasks, parent=self),
            tasks,
            clock,
            open_inbox=inbox_opener(contexts),
            parent=self,
        )
        self.mail_display = MailDisplay(self.mailbox, clock, self)
        self.notifier = MailNotifier(settings, lambda: self.mailbox.account, parent=self)
        self.notifications = build_notifications(tasks, self)
        self.resume = ResumeMonitor(self)
        self.tray_availability = TrayAvailability(parent=self)
        self.start_at_login = StartAtLogin(autostart, self)

    def start(self) -> None:
        """Complete what the first paint left open, and ask for news and mail."""
        front, window = self._front, self._front.window
        front.article_list.complete()
        self.article_state.set_window_visible(window.is_in_sight())
        self.article_state.set_current(front.reader.article)
        front.theme.follow_system()
        front.reader.ask_for_text()
        window.article.ask_for_pictures()
        window.sidebar.list.viewport().update()
        self.maintenance.start()
        self.update_checker.start()
        self.webmail.start()
        self.mail_display.update()
        front.refresher.start(self.fetcher, self.writes)
        self.mailbox.start_later()
        self.resume.start(front.tasks)

    def stop(self) -> None:
        """Ask nothing more; what was handed to the database is written."""
        self.mailbox.stop()
        self.notifications.stop()
        self.prefetcher.stop()
        self.full_text.cancel()
        self.fetcher.close()
        self._front.tasks.database.submit(self.writes.stop)

    def _build_fetcher(self, contexts: TlsContexts) -> Fetcher:
        hosts = {host_of(s.url).rpartition(":")[0] for s in self._front.sections.sources}
        return Fetcher(
            USER_AGENT,
            private_hosts=filter(is_private_host, hosts),
            has_network=self.network.has_network,
            contexts=contexts,
        )

    def _build_update_checker(self) -> UpdateChecker:
        front = self._front
        return UpdateChecker(
            parse_place(read_resource("releases.toml")),
            front.settings,
            front.tasks,
            front.clock,
            ask=lambda place, known: find_release(place, known, self.fetcher),
            version=__version__,
            parent=self,
        )


class SystemIntegration(QObject):
    """What keeps the program within reach: tray icon, badge, and an ear for later launches."""

    def __init__(self, front: Foreground, back: Background, lock: ProfileLock) -> None:
        super().__init__(back)
        self._tray_availability = back.tray_availability
        self.instance = SingleInstance(lock, self)
        self.tray = Tray(self)
        self.badge = Badge()
        self.integration = DesktopIntegration(
            front.window, back.tray_availability, back.webmail, back.mailbox, front.settings, self
        )

    def start(self) -> None:
        """Be there for later launches, and in the tray as soon as there is one."""
        self.integration.start()
        self.instance.listen()

    def stop(self) -> None:
        """Be gone: the next launch is to wait for the end."""
        self.instance.stop()
        self._tray_availability.stop()
        self.tray.stop()


def build_notifications(tasks: Tasks, parent: QObject) -> Notifications:
    """Return what shows notifications; by other means than D-Bus only once there are any."""
    look = Look(
        icon=resource("icons", "app", "zeelandnet-desktop-128.png"),
        open_label=QCoreApplication.translate("Mail", "Openen"),
    )
    return Notifications(tasks, lambda _title, _body: None, look, parent=parent)


def read_resource(name: str) -> str:
    """Return the text of a shipped file."""
    return resource(name).read_text(encoding="utf-8")
