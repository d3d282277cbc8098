"""Builds what comes after the first paint, connected: fetching, storing, pictures, mail, tray."""

import os
import sys
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from desktop import USER_AGENT, __version__
from desktop.assets import resource
from desktop.controllers.announcements import Announcements
from desktop.controllers.article_state import ArticleStateController
from desktop.controllers.content_loader import ContentLoader, FullTextLoader, Prefetcher
from desktop.controllers.copy_restorer import CopyRestorer
from desktop.controllers.daily_copies import DailyCopies
from desktop.controllers.desktop_integration import DesktopIntegration, StartAtLogin
from desktop.controllers.exporter import Exporter
from desktop.controllers.healer import Healer
from desktop.controllers.help_report import HelpReport
from desktop.controllers.images import ImageLoader
from desktop.controllers.mail.mailbox import Mailbox
from desktop.controllers.mail.messages import MailDisplay
from desktop.controllers.mail.notifier import MailNotifier
from desktop.controllers.mail.passwords import Passwords
from desktop.controllers.mail.server_finder import ServerFinder
from desktop.controllers.maintenance import Maintenance, ReplacedProgramDetector, UpdateChecker
from desktop.controllers.sharing import Sharing
from desktop.controllers.webmail import WebmailChoice
from desktop.core.providers import parse_providers, webmails
from desktop.core.urls import private_hosts
from desktop.foreground import Foreground
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
from desktop.services.find_mail_server import find_mail_server, greeting_check
from desktop.services.find_release import find_release, parse_place
from desktop.services.install_channel import channel_of
from desktop.services.private_files import make_private
from desktop.storage.writer import ArticleWriter
from desktop.widgets.tray import Tray
from desktop.wiring import background as wiring
from desktop.wiring import dialogs, system_integration


class Background(QObject):
    """The objects behind the window, connected to it; deleted with the `Foreground`."""

    def __init__(self, front: Foreground, autostart: Autostart | None) -> None:
        super().__init__(front)
        self._front = front
        queries, settings, tasks, clock = front.queries, front.settings, front.tasks, front.clock
        contexts = TlsContexts(sys.platform)
        self.network = Network(self)
        self.browser = Browser(tasks, self)
        self.fetcher = Fetcher(
            USER_AGENT,
            has_network=self.network.has_network,
            contexts=contexts,
        )
        self.allow_own_sources()
        reopen = partial(tasks.call_in_gui_thread, front, queries.reopen)
        self.writes = ArticleWriter(front.folder, on_renewed=reopen)
        loader = ContentLoader(queries, tasks, self.fetcher, self.writes, clock)
        self.full_text = FullTextLoader(loader, self)
        self.prefetcher = Prefetcher(loader, self)
        self.images = ImageLoader(loader, self)
        self.article_state = ArticleStateController(
            self.writes, tasks, lambda: settings.read_when, self
        )
        self.healer = Healer(front.folder, queries, self.writes, tasks, clock, self)
        self.help_report = HelpReport(
            front.folder, front.log_file, front.sections, settings, tasks, self
        )
        self.maintenance = Maintenance(
            front.folder, queries, self.writes, settings, tasks, clock, self
        )
        self.daily_copies = DailyCopies(
            front.folder, front.own_sources, settings, tasks, clock, self
        )
        self.copy_restorer = CopyRestorer(
            front.folder, front.own_sources, settings, self.writes, tasks, clock, self
        )
        self.exporter = Exporter(front.folder, front.sections, settings, tasks, clock, self)
        place, program = parse_place(read_resource("releases.toml")), installed_file(os.environ)
        ask = partial(find_release, fetcher=self.fetcher)
        self.update_checker = UpdateChecker(
            place, settings, tasks, clock,
            ask=ask, version=__version__, channel=channel_of(program, os.environ), parent=self,
        )  # fmt: skip
        self.replaced = ReplacedProgramDetector(program, self)
        self._build_mail(contexts)
        self.resume = ResumeMonitor(self)
        self.tray_availability = TrayAvailability(parent=self)
        self.start_at_login = StartAtLogin(autostart, tasks, self)
        self._connect_news()
        self._connect_articles()
        self._connect_mail()
        self._connect_dialogs()

    def start(self) -> None:
        """Complete what the first paint left open, and ask for news and mail."""
        front, window = self._front, self._front.window
        self.maintenance.keep_files()
        front.tasks.database.submit(partial(make_private, front.folder))
        front.article_list.complete()
        self.article_state.set_window_visible(window.is_in_sight())
        self.article_state.set_current(front.reader.article)
        front.theme.follow_system()
        front.reader.ask_for_text()
        window.article.ask_for_pictures()
        window.sidebar.list.viewport().update()
        self.webmail.start()
        self.mail_display.update()
        front.refresher.start(self.fetcher, self.writes)
        self.mailbox.start_later()
        self.resume.start(front.tasks)
        self.healer.start()
        self.network.start(front.tasks)

    def allow_own_sources(self) -> None:
        """Let the private hosts of the sources that there are now be asked."""
        sources = self._front.sections.sources
        self.fetcher.allow_private(private_hosts(source.url for source in sources))

    def stop(self) -> None:
        """Ask nothing more; what was handed to the database is written."""
        self.network.stop()
        self.mailbox.stop()
        self.notifications.stop()
        self.prefetcher.stop()
        self.full_text.cancel()
        self.fetcher.close()
        self.daily_copies.stop()
        self._front.tasks.database.submit(self.writes.stop)

    def _build_mail(self, contexts: TlsContexts) -> None:
        settings, tasks, clock = self._front.settings, self._front.tasks, self._front.clock
        self.providers = parse_providers(read_resource("providers.toml"))
        self.webmail = WebmailChoice(webmails(self.providers), settings, self.browser.open, self)
        passwords = Passwords(Credentials(), tasks, parent=self)
        self.mailbox = Mailbox(
            settings, passwords, tasks, clock, open_inbox=inbox_opener(contexts), parent=self
        )
        search = partial(find_mail_server, fetcher=self.fetcher, greets=greeting_check(contexts))
        self.server_finder = ServerFinder(self.providers, tasks, search, parent=self)
        self.mail_display = MailDisplay(self.mailbox, clock, self)
        self.notifier = MailNotifier(settings, parent=self)
        icon = resource("icons", "app", "zeelandnet-desktop-128.png")
        look = Look(icon, QCoreApplication.translate("Mail", "Openen"))
        # What shows them other than D-Bus is there once there is a tray.
        self.notifications = Notifications(tasks, lambda _title, _body: None, look, parent=self)

    def _connect_news(self) -> None:
        front, window, images = self._front, self._front.window, self.images
        refresher, article_list, reader = front.refresher, front.article_list, front.reader
        wiring.connect_refreshing(refresher, article_list, reader, front.status, front.notices)
        wiring.connect_refresh_requests(
            window.sidebar, window.actions_, self.network, images, article_list, refresher, reader
        )
        wiring.connect_healer(self.healer, self.maintenance, article_list, refresher, front.notices)
        wiring.connect_maintenance(
            self.maintenance, self.update_checker, self.replaced,
            front.minute_clock, article_list, reader, front.notices,
        )  # fmt: skip
        wiring.connect_copies(
            self.daily_copies, self.copy_restorer, self.exporter, self.webmail, article_list,
            reader, front.notices,
        )  # fmt: skip

    def _connect_articles(self) -> None:
        front, window = self._front, self._front.window
        view, actions, notices = window.article, window.actions_, front.notices
        article_list, reader = front.article_list, front.reader
        wiring.connect_texts(reader, self.full_text, article_list, self.prefetcher, window, notices)
        wiring.connect_images(self.images, window.sidebar.list, view)
        wiring.connect_article_state(
            self.article_state, article_list, reader, window, view, actions, notices
        )
        self.announcements = Announcements(article_list, self)
        wiring.connect_announcements(
            self.announcements, window, front.refresher, article_list, front.status,
            front.appearance, notices, self.mail_display,
        )  # fmt: skip
        self.sharing = Sharing(reader, self)
        wiring.connect_sharing(self.sharing, window, self.browser, self.announcements)
        wiring.connect_browser(
            self.browser, reader, front.sections, window.sidebar.list, view, actions, notices
        )

    def _connect_mail(self) -> None:
        front, window = self._front, self._front.window
        mailbox, webmail, actions = self.mailbox, self.webmail, window.actions_
        wiring.connect_mailbox(mailbox, webmail, self.network, self.resume, actions, front.notices)
        wiring.connect_mail_display(
            self.mail_display, mailbox, front.minute_clock, front.appearance,
            window.toolbar, actions,
        )  # fmt: skip
        wiring.connect_notifications(self.notifier, mailbox, self.notifications, webmail)

    def _connect_dialogs(self) -> None:
        front, window, actions = self._front, self._front.window, self._front.window.actions_
        settings, theme, mailbox = front.settings, front.theme, self.mailbox
        dialogs.connect_webmail_dialog(self.webmail, actions, theme, window)
        dialogs.connect_account_dialog(
            mailbox,
            self.providers,
            self.notifier,
            self.server_finder,
            self.webmail,
            self.browser,
            settings,
            actions,
            theme,
            window,
        )
        dialogs.connect_settings_dialog(
            settings, front.sections, self.webmail, mailbox, self.update_checker,
            self.tray_availability, self.start_at_login, self.copy_restorer, self.exporter,
            actions, theme, window,
        )  # fmt: skip
        dialogs.connect_about_dialog(self.help_report, front.folder, actions, theme, window)


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
        self._connect(front, back)
        if sys.platform == "darwin":
            self._build_menus(front)

    def start(self) -> None:
        """Be there for later launches, and in the tray as soon as there is one."""
        self.integration.start()
        self.instance.listen()

    def stop(self) -> None:
        """Be gone: the next launch is to wait for the end."""
        self.instance.stop()
        self._tray_availability.stop()
        self.tray.stop()

    def _build_menus(self, front: Foreground) -> None:
        from desktop.widgets.menu_bar import MenuBar, dock_menu  # of one system

        self.menu_bar = MenuBar(front.window.actions_, front.window)
        front.window.setMenuBar(self.menu_bar)
        front.appearance.language_changed.connect(self.menu_bar.retranslate)
        self.dock_menu = dock_menu(front.window.actions_)
        self.dock_menu.setAsDockMenu()  # type: ignore[attr-defined] # only there on macOS

    def _connect(self, front: Foreground, back: Background) -> None:
        window, tray, integration = front.window, self.tray, self.integration
        system_integration.connect_tray(
            tray, back.tray_availability, integration, window, front.appearance
        )
        system_integration.connect_out_of_sight(
            window, window.article, window.actions_, integration, back.webmail, back.browser
        )
        system_integration.connect_tray_mail(
            tray, self.badge, back.mail_display, back.notifier, back.notifications, front.settings
        )
        system_integration.connect_launches(
            self.instance, integration, back.start_at_login, front.notices
        )


def read_resource(name: str) -> str:
    """Return the text of a shipped file."""
    return resource(name).read_text(encoding="utf-8")
