"""A store, a clock, an internet and tasks without threads."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.model import Source
from desktop.qt.settings import Settings, open_store
from desktop.qt.tasks import Tasks
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from tests.builders import NOW, Clock, inline_tasks
from tests.certificates import make_certificate
from tests.controllers.fake_publisher import FakePublisher, Store
from tests.controllers.mailbox_fixture import MailboxFixture, OpenOffice, Vault, closing_all
from tests.controllers.refresh_round import Round
from tests.mail.hostile_server import HostileServer, hostile


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def publisher() -> FakePublisher:
    return FakePublisher()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    prepare(tmp_path, NOW)
    store = Store(tmp_path, ArticleReader(tmp_path), ArticleWriter(tmp_path, clock=NOW.timestamp))
    yield store
    store.queries.close()
    store.writes.stop()


@pytest.fixture
def tasks(qapp: object) -> Tasks:
    return inline_tasks()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(open_store(tmp_path)[0])


@pytest.fixture
def begin(
    publisher: FakePublisher, store: Store, clock: Clock, tasks: Tasks, settings: Settings
) -> Callable[..., Round]:
    def begin(*sources: Source, **more: object) -> Round:
        parts: dict[str, object] = {"publisher": publisher, "store": store, "clock": clock}
        parts |= {"tasks": tasks, "settings": settings}
        return Round(*sources, **{**parts, **more})  # type: ignore[arg-type]

    return begin


@pytest.fixture(scope="session")
def mail_certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a certificate for 127.0.0.1."""
    return make_certificate(tmp_path_factory.mktemp("mail"))


@pytest.fixture
def mail_server(mail_certificate: Path) -> Iterator[HostileServer]:
    """Return a mail server with three unread messages; it does what it is told."""
    with hostile(mail_certificate) as server:
        yield server


@pytest.fixture
def vault() -> Vault:
    return Vault()


@pytest.fixture
def open_office(
    qtbot: QtBot,
    settings: Settings,
    mail_server: HostileServer,
    mail_certificate: Path,
    vault: Vault,
) -> Iterator[OpenOffice]:
    """Return what begins a run of the mailbox, on the same settings and keyring each time."""
    offices: list[MailboxFixture] = []

    def open_office(*, keyring: Vault | None = vault, **options: Any) -> MailboxFixture:
        office = MailboxFixture(qtbot, settings, mail_server, mail_certificate, keyring, **options)
        offices.append(office)
        return office

    with closing_all(offices):
        yield open_office
    vault.answers.set()
