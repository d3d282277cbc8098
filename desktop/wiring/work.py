"""What is connected after the first paint: fetching, storing, pictures, webmail, dialogs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QImage, QPixmap

from desktop.controllers.completion import Completion
from desktop.controllers.mail_news import MailNews
from desktop.controllers.mailbox import Mailbox
from desktop.controllers.marks import Marks
from desktop.controllers.notices import describe
from desktop.controllers.pictures import Pictures
from desktop.controllers.provisions import Provisions
from desktop.controllers.releases import Releases
from desktop.controllers.upgrade import Upgrade
from desktop.controllers.upkeep import Upkeep
from desktop.controllers.webmail import WebmailChoice
from desktop.core.errors import InvalidAddress, StoreFailed
from desktop.core.model import Article, Changes, Notice, NoticeAction
from desktop.core.webmail import check_custom_address
from desktop.mail.accounts import MailServer
from desktop.net.fetch import Fetcher
from desktop.qt.browser import open_path
from desktop.qt.images import Frame
from desktop.qt.notifications import Notifications
from desktop.qt.settings import Settings
from desktop.qt.system import Network, ResumeMonitor
from desktop.services.read_sources import begin_own_list
from desktop.storage.writer import ArticleWriter
from desktop.widgets.about_dialog import AboutDialog
from desktop.widgets.row_layout import THUMBNAIL_HEIGHT, THUMBNAIL_WIDTH
from desktop.widgets.settings_dialog import SettingsDialog
from desktop.widgets.webmail_dialog import WebmailDialog
from desktop.wiring.window import Face, WindowWiring

THUMBNAIL_RADIUS = 4
PICTURE_RADIUS = 8


@dataclass(frozen=True, slots=True)
class Works:
    """What goes on behind the window; built by `desktop.app` after the first paint."""

    network: Network
    fetcher: Fetcher
    writes: ArticleWriter
    completion: Completion
    marks: Marks
    pictures: Pictures
    provisions: Provisions
    releases: Releases
    upgrade: Upgrade
    upkeep: Upkeep
    webmail: WebmailChoice
    mailbox: Mailbox
    mail_servers: tuple[MailServer, ...]
    mail_news: MailNews
    notifications: Notifications
    resume: ResumeMonitor
    open_address: Callable[[str], bool]
    version: str
    log_file: Path | None


class WorkWiring(QObject):
    """Connects the work to the window.

    Signals:
        settings_opened(SettingsDialog): the settings are in view.
    """

    settings_opened = Signal(object)

    def __init__(
        self, face: Face, works: Works, front: WindowWiring, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._face = face
        self._works = works
        self._front = front
        self._connect_article()
        self._connect_pictures()
        self._connect_updates()
        self._connect_upkeep()
        self._connect_webmail()
        self._connect_window()

    def begin(self) -> None:
        """Complete what the first paint left open."""
        face = self._face
        face.article_list.complete()
        self._works.marks.set_in_sight(face.window.isVisible() and not face.window.isMinimized())
        if face.reader.article is not None:
            self._works.marks.follow(face.reader.article)
        face.theme.follow_system()
        face.reader.ask_for_text()
        face.window.article.ask_for_pictures()
        face.window.sidebar.list.viewport().update()
        self._works.upkeep.start()
        self._works.releases.start()

    def _connect_article(self) -> None:
        face, works, view = self._face, self._works, self._face.window.article
        face.reader.opened.connect(self._on_opened)
        face.reader.text_wanted.connect(works.completion.complete)
        works.completion.text_ready.connect(face.reader.take_text)
        works.completion.teaser_ready.connect(face.reader.take_teaser)
        works.completion.failed.connect(face.notices.on_error)
        face.window.sight_changed.connect(works.marks.set_in_sight)
        works.marks.changed.connect(self._on_changes)
        works.marks.failed.connect(face.notices.on_error)
        view.link_chosen.connect(self._on_link)
        view.position_changed.connect(works.marks.keep_position)

    def _connect_pictures(self) -> None:
        face, works = self._face, self._works
        rows = face.window.sidebar.list
        rows.delegate.thumbnail_of = self._thumbnail
        works.pictures.is_in_view = self._is_in_view
        works.pictures.thumbnail_ready.connect(rows.viewport().update)
        works.pictures.picture_ready.connect(self._on_picture)
        face.window.article.picture_wanted.connect(self._on_picture_wanted)

    def _connect_updates(self) -> None:
        face = self._face
        refresher, article_list = face.refresher, face.article_list
        refresher.changed.connect(self._on_changes)
        refresher.finished.connect(article_list.on_refreshed)
        refresher.section_answered.connect(article_list.on_section_answered)
        article_list.latest_wanted.connect(refresher.flush_changes)
        article_list.prefetch_wanted.connect(self._works.provisions.lay_in)
        refresher.started.connect(face.status.update)
        refresher.finished.connect(face.status.update)
        refresher.state_changed.connect(face.status.update)
        refresher.failed.connect(face.notices.on_error)
        face.window.sidebar.refresh_wanted.connect(self._on_refresh)
        face.window.actions_.refresh.triggered.connect(self._on_refresh)
        self._works.network.went_online.connect(self._on_refresh_due)

    def _connect_upkeep(self) -> None:
        upkeep, notices = self._works.upkeep, self._face.notices
        upkeep.changed.connect(self._on_changes)
        upkeep.found.connect(notices.on_storage)
        upkeep.failed.connect(notices.on_error)

    def _connect_webmail(self) -> None:
        webmail, actions = self._works.webmail, self._face.window.actions_
        webmail.choice_wanted.connect(self._ask_webmail)
        webmail.not_opened.connect(self._face.notices.on_no_browser)
        webmail.changed.connect(self._say_webmail)
        actions.webmail.triggered.connect(webmail.open)
        actions.compose.triggered.connect(webmail.compose)
        actions.other_webmail.triggered.connect(webmail.open_other)
        actions.choose_webmail.triggered.connect(self._ask_webmail)
        self._say_webmail()

    def _connect_window(self) -> None:
        face, actions = self._face, self._face.window.actions_
        face.window.notices.action_chosen.connect(self._on_notice)
        self._works.releases.found.connect(face.notices.on_new_version)
        face.minute_clock.ticked.connect(self._works.upgrade.look)
        self._works.upgrade.done.connect(face.notices.on_upgrade)
        actions.star.triggered.connect(self._works.marks.star)
        actions.mark_all_read.triggered.connect(self._mark_all_read)
        actions.open_in_browser.triggered.connect(self._open_article_in_browser)
        actions.settings.triggered.connect(self._open_settings)
        actions.open_log.triggered.connect(self._open_log)
        actions.about.triggered.connect(self._open_about)

    # Articles and their pictures

    def _on_opened(self, article: Article) -> None:
        self._works.marks.follow(article)
        if self._face.reader.is_complete:
            self._works.completion.cancel()

    def _on_changes(self, changes: Changes) -> None:
        self._face.article_list.apply_changes(changes)
        self._face.reader.renew(changes)

    def _on_link(self, url: str) -> None:
        if not self._works.open_address(url):
            self._face.notices.on_no_browser(url)

    def _open_article_in_browser(self) -> None:
        article = self._face.reader.article
        if article is not None and article.url:
            self._on_link(article.url)

    def _mark_all_read(self) -> None:
        self._works.marks.mark_read(self._face.article_list.listed_ids())

    def _thumbnail(self, article: Article, ratio: float) -> QPixmap | None:
        px = self._face.theme.px
        frame = Frame(px(THUMBNAIL_WIDTH), px(THUMBNAIL_HEIGHT), ratio, px(THUMBNAIL_RADIUS))
        return self._works.pictures.thumbnail(article, frame)

    def _is_in_view(self, picture_url: str) -> bool:
        face = self._face
        articles = map(face.model.article_at, face.window.sidebar.list.rows_in_view())
        return any(article and article.image_url == picture_url for article in articles)

    def _on_picture_wanted(self, url: str) -> None:
        view = self._face.window.article
        radius = self._face.theme.px(PICTURE_RADIUS)
        frame = Frame(view.picture_width(), None, view.devicePixelRatioF(), radius)
        self._works.pictures.want(url, frame)

    def _on_picture(self, url: str, image: QImage) -> None:
        self._face.window.article.set_picture(url, image)

    # Refreshing

    def _on_refresh(self) -> None:
        self._works.pictures.forget_failures()
        self._face.article_list.show_new_at_once()
        self._face.refresher.request_refresh()
        self._face.reader.ask_for_text()

    def _on_refresh_due(self) -> None:
        self._works.pictures.forget_failures()
        self._face.refresher.refresh_due()
        self._face.reader.ask_for_text()

    # Webmail and settings

    def _ask_webmail(self) -> None:
        webmail, window = self._works.webmail, self._face.window
        dialog = WebmailDialog(webmail.services, wrong_with, self._face.theme, window)
        dialog.webmail_chosen.connect(webmail.choose)
        dialog.rejected.connect(webmail.postpone)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _say_webmail(self) -> None:
        webmail = self._works.webmail
        action = self._face.window.actions_.other_webmail
        action.setVisible(webmail.other() is not None and webmail.current() is not None)

    def _open_settings(self) -> None:
        face, webmail = self._face, self._works.webmail
        current = webmail.current()
        name = current.name if current else self.tr("Kies je webmail…")
        dialog = SettingsDialog(face.theme, face.window)
        account = self._works.mailbox.account
        dialog.set_values(face.settings, name, account.address if account else "")
        dialog.offer_releases(is_offered=self._works.releases.is_offered)
        dialog.value_chosen.connect(self._on_value)
        dialog.webmail_wanted.connect(self._ask_webmail)
        self._works.mailbox.account_changed.connect(dialog.set_mail_address)
        dialog.mail_account_wanted.connect(face.window.actions_.mail_account.trigger)
        dialog.own_sources_wanted.connect(self._open_own_sources)
        webmail.changed.connect(dialog.reject)
        dialog.finished.connect(dialog.deleteLater)
        self.settings_opened.emit(dialog)
        dialog.open()

    def _on_value(self, key: str, value: object) -> None:
        for name, setting in vars(Settings).items():
            if getattr(setting, "key", None) == key:
                setattr(self._face.settings, name, value)

    # The window

    def _on_notice(self, notice: Notice) -> None:
        match notice.action:
            case NoticeAction.OPEN_LOG:
                self._open_log()
            case NoticeAction.COPY_ADDRESS:
                QGuiApplication.clipboard().setText(notice.subject)
            case NoticeAction.OPEN_ADDRESS:
                self._on_link(notice.subject)
            case NoticeAction.OPEN_FOLDER:
                open_path(Path(notice.subject))
            case NoticeAction.RETRY:
                self._on_refresh()

    def _open_log(self) -> None:
        if self._works.log_file is not None:
            open_path(self._works.log_file)

    def _open_own_sources(self) -> None:
        try:
            begin_own_list(self._face.own_sources)
        except StoreFailed as error:
            self._face.notices.on_error(error)
            return
        open_path(self._face.own_sources)

    def _open_about(self) -> None:
        face = self._face
        dialog = AboutDialog(self._works.version, face.folder, face.theme, face.window)
        dialog.folder_wanted.connect(self._open_folder)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _open_folder(self) -> None:
        open_path(self._face.folder)


def wrong_with(address: str) -> str:
    """Return what is wrong with a webmail address, "" if nothing is."""
    try:
        check_custom_address(address)
    except InvalidAddress as error:
        return describe(error)
    return ""
