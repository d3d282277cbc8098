"""Sources that come back with a copy are asked at once."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.storage.backups import Files
from desktop.storage.prepare import prepare
from tests.copies import SETTINGS, copy_daily
from tests.end_to_end.feed_server import source_entry
from tests.server import Reply
from tests.server import running as serving
from tests.widgets.test_program import running, wait_until


def test_a_source_that_was_put_back_is_asked_at_once(qapp: QApplication, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    prepare(tmp_path, now)
    with serving() as server, running(qapp, tmp_path, demo=False) as session:
        wait_until(lambda: session.program.background is not None)
        back = session.program.background
        assert back is not None
        feed = "<rss version='2.0'><channel><item><title>Brug</title></item></channel></rss>"
        entry = source_entry("terug", server.answer("/feed", Reply(body=feed.encode())))
        copy_daily(tmp_path, now, Files(SETTINGS, entry.encode()))
        back.copy_restorer.list()
        listed: list[object] = []
        back.copy_restorer.listed.connect(listed.append)
        wait_until(lambda: bool(listed) and not session.foreground.refresher.is_busy)
        asked: list[bool] = []
        back.copy_restorer.restored.connect(
            lambda _: asked.append(session.foreground.refresher.is_busy)
        )

        back.copy_restorer.restore(0)

        queries = session.foreground.queries
        wait_until(lambda: bool(queries.article_ids()))
        assert [a.title for a in queries.articles([queries.article_ids()[0][0]])] == ["Brug"]
        assert asked == [True]
