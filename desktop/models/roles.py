"""What the rows of the news list can be asked for, beside Qt's own roles."""

from enum import IntEnum

from PySide6.QtCore import Qt

_USER = int(Qt.ItemDataRole.UserRole)


class Role(IntEnum):
    """Roles of `desktop.models.articles.ArticleList`."""

    ID = _USER + 1  # int
    ARTICLE = _USER + 2  # desktop.core.model.Article
    AGE = _USER + 3  # str, "3 uur geleden"
    DAY = _USER + 4  # str: the heading above the row, "" where the day goes on
