"""Makes the profile ready, or a folder for this run alone where the profile cannot serve."""

import logging
import os
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop.core.errors import StoreFailed
from desktop.storage.prepare import Preparation, prepare, seal_library
from desktop.storage.reader import ArticleReader

log = logging.getLogger(__name__)


class OpenedProfile(NamedTuple):
    """Where the files of this run are, a temporary folder after `failure`."""

    folder: Path
    preparation: Preparation
    failure: StoreFailed | None = None
    is_temporary: bool = False


def open_profile(folder: Path, now: datetime) -> OpenedProfile:
    """Return the profile, made ready; never raises.

    Fresh news needs a folder that can be written. A profile that cannot be is shown as it
    is when it holds news; else, and when it is of a later program or held by another one,
    the news of this run is kept in a temporary folder.
    """
    try:
        preparation = prepare(folder, now)
    except StoreFailed as failure:
        log.error("the profile is left alone: %s", failure)
        return _temporary(OpenedProfile(folder, Preparation(), failure), now)
    opened = OpenedProfile(folder, preparation)
    if preparation.is_read_only and not _has_news(folder):
        return _temporary(opened, now)
    return opened


def open_copy(profile: Path, own_list: str, now: datetime) -> OpenedProfile:
    """Return a copy of `profile` for this run, which leaves the profile alone; never raises.

    The program that holds the profile may stand still: nothing of it is waited for.
    `own_list`: the name of the user's list of sources, which is copied too.
    """
    # Needed for few profiles.
    import shutil
    import tempfile

    from desktop.storage.copies import copy_whole

    folder = Path(os.devnull, "profile")  # without any room: an empty list, and no writing
    try:
        folder = Path(tempfile.mkdtemp(prefix="zeelandnet-"))
        copy_whole(profile, folder)
        if (profile / own_list).is_file():
            shutil.copyfile(profile / own_list, folder / own_list)
        return OpenedProfile(folder, prepare(folder, now), is_temporary=True)
    except (OSError, StoreFailed) as error:
        log.error("the copy for reading is not whole: %s", error)
        return OpenedProfile(folder, Preparation(), is_temporary=True)


def close_profile(profile: OpenedProfile) -> None:
    """Note that the run ended well, or delete what was kept for it only."""
    if not profile.is_temporary:
        seal_library(profile.folder)
    else:
        import shutil  # needed for few profiles

        shutil.rmtree(profile.folder, ignore_errors=True)


def _has_news(folder: Path) -> bool:
    with closing(ArticleReader(folder)) as queries:
        return bool(queries.article_ids(limit=1))


def _temporary(profile: OpenedProfile, now: datetime) -> OpenedProfile:
    """Return a folder of this run, or the profile itself where none can be made."""
    import tempfile  # needed for few profiles

    try:
        folder = Path(tempfile.mkdtemp(prefix="zeelandnet-"))
        if prepare(folder, now).is_read_only:
            return profile
    except (OSError, StoreFailed) as error:
        log.error("no temporary folder: %s", error)
        return profile
    return profile._replace(folder=folder, is_temporary=True)
