"""Whatever goes wrong becomes one calm sentence, in words that are whole."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.assets import resource
from desktop.controllers.notices import Notices, describe, describe_event
from desktop.core.errors import (
    AddressReason,
    AppError,
    AutostartFailed,
    FeedReason,
    FetchFailed,
    FetchReason,
    InvalidAddress,
    InvalidSource,
    NoArticleText,
    NotAFeed,
    PictureRefused,
    SourceReason,
    StoreFailed,
    StoreReason,
)
from desktop.core.model import Notice, NoticeAction
from desktop.qt.settings_store import SettingsDamage
from desktop.services.install_channel import Channel
from desktop.storage.prepare import StorageEvent, StorageEventKind

URL = "https://www.nieuws.example/a?token=geheim"
FILE = Path("/profile/bronnen.toml")
SENTENCE = re.compile(r"\w.*\.", re.DOTALL)
# What went well, or comes back by itself: nobody needs to know.
QUIET = {
    StorageEventKind.LIBRARY_UPDATED,
    StorageEventKind.CACHE_RENEWED,
    StorageEventKind.CACHE_DAMAGED,
}


def errors() -> list[AppError]:
    """Return one of every error that a user can meet."""
    return [
        *(FetchFailed(URL, reason) for reason in FetchReason),
        *(
            FetchFailed(URL, FetchReason.STATUS, status=status)
            for status in (401, 403, 404, 410, 418, 429, 451, 500, 503)
        ),
        *(NotAFeed(URL, reason) for reason in FeedReason),
        NoArticleText(URL),
        NoArticleText(""),
        PictureRefused(URL),
        *(StoreFailed(FILE, reason) for reason in StoreReason),
        *(InvalidSource(FILE, "entry 3", reason) for reason in SourceReason),
        *(InvalidAddress(reason) for reason in AddressReason),
        AutostartFailed("/home/jan/.config/autostart", "Permission denied"),
    ]


def is_whole(text: str) -> bool:
    """Return whether `text` is a sentence with nothing left open in it."""
    return bool(SENTENCE.fullmatch(text)) and not re.search(r"[{}]|  | \.", text)


@pytest.mark.parametrize("error", errors(), ids=repr)
def test_every_error_has_a_whole_sentence(error: AppError, qapp: object) -> None:
    text = describe(error)

    assert is_whole(text)
    assert "geheim" not in text


@pytest.mark.parametrize("kind", StorageEventKind)
def test_every_event_of_the_store_has_a_whole_sentence_or_none(
    kind: StorageEventKind, qapp: object
) -> None:
    text = describe_event(StorageEvent(kind, FILE))

    assert is_whole(text) != (kind in QUIET)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("line 7", "In bronnen.toml wordt regel 7 overgeslagen: "),
        ("entry 12", "In bronnen.toml wordt bron 12 overgeslagen: "),
        ("file", "bronnen.toml wordt overgeslagen: "),
        ("dorpskrant", "In bronnen.toml wordt ‘dorpskrant’ overgeslagen: "),
        ("line dance", "In bronnen.toml wordt ‘line dance’ overgeslagen: "),
    ],
)
def test_where_a_list_is_wrong_is_told_in_the_language_of_the_reader(
    entry: str, words: str, qapp: object
) -> None:
    assert describe(InvalidSource(FILE, entry, SourceReason.SYNTAX)).startswith(words)


def test_words_of_strangers_are_not_taken_for_places(qapp: object) -> None:
    error = InvalidSource(Path("{0}.toml"), "{1} {}", SourceReason.SYNTAX)

    assert "‘{1} {}’" in describe(error)
    assert "{0}.toml" in describe(error)


class Told:
    """Notices, and what they told."""

    def __init__(self) -> None:
        self.notices = Notices()
        self.all: list[Notice] = []
        self.notices.notice.connect(self.all.append)


@pytest.fixture
def told(qapp: object) -> Told:
    return Told()


@pytest.mark.parametrize("error", [ValueError("ours"), PictureRefused(URL)], ids=repr)
def test_what_should_not_have_happened_offers_the_log(
    error: Exception, told: Told, caplog: pytest.LogCaptureFixture
) -> None:
    told.notices.on_error(error)

    assert [n.action for n in told.all] == [NoticeAction.OPEN_LOG]
    assert is_whole(told.all[0].text)
    assert told.all[0].action_text
    assert type(error).__name__ in caplog.text


def test_starting_at_login_that_cannot_be_set_is_no_bug(told: Told) -> None:
    told.notices.on_error(AutostartFailed("/home/jan/.config/autostart", "Permission denied"))

    assert [n.key for n in told.all] == ["autostart"]


@pytest.mark.parametrize("trouble", StoreReason)
def test_trouble_with_the_store_is_told_under_its_own_key(trouble: StoreReason, told: Told) -> None:
    told.notices.on_error(StoreFailed(FILE, trouble))

    assert [n.key for n in told.all] == [f"store-{trouble.value}"]
    assert told.all[0].text == describe(StoreFailed(FILE, trouble))


@pytest.mark.parametrize(
    "error",
    [FetchFailed(URL, FetchReason.DNS), NotAFeed(URL, FeedReason.EMPTY), NoArticleText(URL)],
    ids=repr,
)
def test_a_source_that_does_not_answer_is_said_beside_its_news_only(
    error: Exception, told: Told
) -> None:
    told.notices.on_error(error)

    assert told.all == []


def test_a_store_that_cannot_be_written_is_told_once_however_it_is_found(told: Told) -> None:
    told.notices.on_storage((StorageEvent(StorageEventKind.READ_ONLY, FILE),))
    told.notices.on_error(StoreFailed(FILE, StoreReason.READ_ONLY))

    assert len({notice.key for notice in told.all}) == 1


def test_each_event_of_the_store_that_matters_is_told(told: Told) -> None:
    told.notices.on_storage(tuple(StorageEvent(kind, FILE) for kind in StorageEventKind))

    assert len(told.all) == len(StorageEventKind) - len(QUIET)


def test_the_first_bad_source_is_named_and_the_others_are_counted(told: Told) -> None:
    errors = [InvalidSource(FILE, f"entry {n}", SourceReason.ADDRESS) for n in (1, 2, 3)]

    told.notices.on_invalid_sources(errors)

    notice = told.all[0]
    assert len(told.all) == 1
    assert "bronnen.toml" in notice.text
    assert "wordt bron 1 overgeslagen" in notice.text
    assert notice.text.endswith("(En nog 2 andere.)")
    assert (notice.action, notice.subject) == (NoticeAction.OPEN_FOLDER, str(FILE))


def test_sources_without_faults_give_nothing_to_tell(told: Told) -> None:
    told.notices.on_invalid_sources(())

    assert told.all == []


def test_an_address_that_no_browser_took_is_offered(told: Told) -> None:
    told.notices.on_no_browser(URL)

    assert (told.all[0].action, told.all[0].subject) == (NoticeAction.COPY_ADDRESS, URL)
    assert is_whole(told.all[0].text)


@pytest.mark.parametrize(
    ("address", "action", "copied"),
    [
        ("jan@bode.example?subject=Een%20vraag", NoticeAction.COPY_ADDRESS, "jan@bode.example"),
        (
            "?subject=Storm&body=Storm%0A%0Ahttps%3A%2F%2Fx.example%2Fa%3Fb%3D1%26c",
            NoticeAction.COPY_ADDRESS,
            "Storm\n\nhttps://x.example/a?b=1&c",
        ),
        ("?subject=Storm", NoticeAction.NONE, ""),
    ],
)
def test_of_mail_that_no_program_took_the_address_is_offered_as_people_write_it(
    address: str, action: NoticeAction, copied: str, told: Told
) -> None:
    told.notices.on_no_browser(f"mailto:{address}")

    assert (told.all[0].action, told.all[0].subject) == (action, copied)
    assert "mailprogramma" in told.all[0].text


def test_a_newer_version_says_how_it_comes_and_has_its_page(told: Told) -> None:
    page = "https://github.com/me/it/releases/tag/v0.2.0"
    told.notices.on_new_version("0.2.0", page, Channel.DEB)

    (notice,) = told.all
    assert "0.2.0" in notice.text
    assert ".deb" in notice.text
    assert notice.action is NoticeAction.OPEN_ADDRESS
    assert notice.subject == "https://github.com/me/it/releases/tag/v0.2.0"


def test_an_upgrade_asks_for_a_new_start(told: Told) -> None:
    told.notices.on_upgrade()

    (notice,) = told.all
    assert is_whole(notice.text)
    assert notice.action is NoticeAction.NONE


def test_settings_that_were_set_aside_are_named(told: Told) -> None:
    told.notices.on_settings_damage(
        SettingsDamage(Path("/profile/settings.damaged.ini"), is_restored=False)
    )

    assert "settings.damaged.ini" in told.all[0].text
    assert "/profile" not in told.all[0].text


def test_what_was_told_is_said_again_in_another_language(told: Told, qapp: QApplication) -> None:
    again: list[Notice] = []
    told.notices.reworded.connect(again.append)
    told.notices.on_password_not_removed()
    told.notices.on_no_browser("https://een.example/")
    told.notices.on_no_browser("https://twee.example/")
    english = QTranslator()
    assert english.load(str(resource("i18n", "zeelandnet_en.qm")))

    qapp.installTranslator(english)
    told.notices.retranslate()
    qapp.removeTranslator(english)

    assert [notice.key for notice in again] == ["mail-password", "browser"]
    assert told.all[0].text.startswith("Het tellen is uit")
    assert again[0].text.startswith("Counting is off")
    assert again[1].subject == "https://twee.example/"


@pytest.mark.parametrize("action", NoticeAction)
def test_the_button_of_a_notice_does_what_it_says(
    action: NoticeAction, qapp: QApplication, tmp_path: Path
) -> None:
    notices = Notices(tmp_path / "log")
    wanted: list[object] = []
    notices.address_wanted.connect(wanted.append)
    notices.path_wanted.connect(wanted.append)
    qapp.clipboard().setText("before")

    notices.perform(Notice("key", "Tekst", action, "Doen", "https://een.example/map"))

    assert wanted == {
        NoticeAction.OPEN_LOG: [tmp_path / "log"],
        NoticeAction.OPEN_ADDRESS: ["https://een.example/map"],
        NoticeAction.OPEN_FOLDER: [Path("https://een.example/map")],
    }.get(action, [])
    is_copied = qapp.clipboard().text() == "https://een.example/map"
    assert is_copied == (action is NoticeAction.COPY_ADDRESS)


def test_where_there_is_no_log_none_is_opened(told: Told, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(told.notices.path_wanted):
        told.notices.open_log()


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "Dit artikel staat niet meer op nieuws.example."),
        (410, "Dit artikel staat niet meer op nieuws.example."),
        (403, "nieuws.example laat dit artikel niet zien aan dit programma."),
        (429, "Het is even druk bij nieuws.example."),
        (500, "nieuws.example heeft een storing."),
    ],
)
def test_each_status_is_said_as_what_it_means(status: int, said: str) -> None:
    assert describe(FetchFailed(URL, FetchReason.STATUS, status=status)) == said
