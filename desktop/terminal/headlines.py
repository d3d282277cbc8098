"""`--headlines`: asks the sources now and prints the list as the window orders it."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from desktop.core.ages import Ages
from desktop.core.errors import NO_NETWORK, FetchFailed
from desktop.core.forms import headline_form
from desktop.core.model import Article, Source
from desktop.core.text import fold
from desktop.storage.copies import copy_older, copy_profile
from desktop.storage.prepare import prepare
from desktop.storage.reader import ArticleReader
from desktop.storage.writer import ArticleWriter
from desktop.terminal.asking import Answer, ask_sources
from desktop.terminal.printing import headline_lines
from desktop.terminal.session import (
    FAILED,
    MISUSED,
    Session,
    as_json,
    tell,
    utc_now,
    write_lines,
)

PAGE = 500  # articles that are read from the store at once


def print_headlines(session: Session) -> int:
    """Print the list; return 1 where no source at all answered, 2 for an unknown section."""
    names = list(dict.fromkeys(source.section for source in session.sources))
    starred = session.words.starred()
    section = _section(session.options.headlines or "", [*names, starred])
    if section is None:
        tell(session.words.no_section(session.options.headlines or "", [*names, starred]))
        return MISUSED
    is_starred = section == starred and starred not in names
    asked = [s for s in session.sources if section in ("", s.section)] if not is_starred else []
    answers = _ask(session, asked)
    with TemporaryDirectory(prefix="zeelandnet-") as folder:
        _refresh_copy(session.folder, Path(folder), answers)
        with closing(ArticleReader(Path(folder))) as reader:
            listed = _listed(reader, None if is_starred else section)
            shown = (a for a in listed if is_starred or a.section in names)
            if not _print(session, shown, has_sections=not section or is_starred):
                tell(session.words.nothing(is_starred=is_starred))
    return FAILED if not is_starred and all(answer.error for answer in answers) else 0


def _section(name: str, names: Iterable[str]) -> str | None:
    """Return which of `names` is meant, whatever its case; "" for no name, None for another."""
    if not name.strip():
        return ""
    return next((known for known in names if fold(known) == fold(name.strip())), None)


def _ask(session: Session, sources: Sequence[Source]) -> list[Answer]:
    """Return the answers in the order of `sources`, and tell which of them gave nothing."""
    with closing(ArticleReader(session.folder)) as reader:
        states = reader.source_states()
    place = {source.id: number for number, source in enumerate(sources)}
    answers = sorted(
        ask_sources(sources, states, session.fetcher(), utc_now()),
        key=lambda answer: place[answer.source.id],
    )
    failed = [answer for answer in answers if answer.error is not None]
    errors = [answer.error for answer in answers]
    if errors and all(isinstance(e, FetchFailed) and e.reason in NO_NETWORK for e in errors):
        tell(session.words.offline())
        return answers
    for answer in failed:
        tell(session.words.failure(answer))
    return answers


def _refresh_copy(profile: Path, folder: Path, answers: Iterable[Answer]) -> None:
    """Make in `folder` what the profile would be after `answers`."""
    copy_older(profile, folder)
    prepare(folder, utc_now())
    updates = [answer.update for answer in answers if answer.update is not None]
    copy_profile(profile, folder, [update.source.id for update in updates])
    writer = ArticleWriter(folder)
    try:
        writer.save_all(updates)
    finally:
        writer.stop()


def _listed(reader: ArticleReader, section: str | None) -> Iterator[Article]:
    """Yield the list of a section, of all for "", of what was kept for None, a page at a time."""
    rows = reader.starred_ids() if section is None else reader.article_ids(section or None)
    ids = [id_ for id_, _ in rows]
    for start in range(0, len(ids), PAGE):
        yield from reader.articles(ids[start : start + PAGE])


def _print(session: Session, articles: Iterable[Article], *, has_sections: bool) -> bool:
    """Print `articles`; return False where nothing was printed."""
    ages, now = Ages(session.translate), utc_now()
    forms = (headline_form(article, ages, now) for article in articles)
    if session.options.json:
        # An article a line, for those who look through it line by line.
        sys.stdout.writelines(chain(["["], _separated(map(as_json, forms), ",\n "), ["]\n"]))
        return True
    first = next(forms, None)
    if first is None:
        return False
    write_lines(headline_lines(chain([first], forms), session.paper(), has_sections=has_sections))
    return True


def _separated(texts: Iterable[str], separator: str) -> Iterator[str]:
    """Yield `texts` with `separator` between each two."""
    for number, text in enumerate(texts):
        yield separator + text if number else text
