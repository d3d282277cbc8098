"""What is connected before the first paint: list, article, look."""

from desktop.foreground import Foreground


def connect_foreground(front: Foreground) -> None:
    """Join everything that is there at the first paint."""
    connect_sections(front)
    connect_list(front)
    connect_article(front)
    connect_look(front)
    connect_window(front)


def connect_sections(front: Foreground) -> None:
    """A section that is chosen ends a search and is listed."""
    sections, sidebar, toolbar = front.sections, front.window.sidebar, front.window.toolbar
    sidebar.section_chosen.connect(toolbar.clear_search)
    sidebar.section_chosen.connect(sections.choose)
    sections.chosen.connect(front.article_list.show_section)
    sections.names_changed.connect(front.article_list.describe)
    sections.names_changed.connect(front.status.update)
    toolbar.search_changed.connect(front.article_list.search)


def connect_list(front: Foreground) -> None:
    """The sidebar shows what is listed, and how fresh it is."""
    article_list, sidebar = front.article_list, front.window.sidebar
    article_list.sections_changed.connect(sidebar.set_sections)
    article_list.heading_changed.connect(sidebar.set_heading)
    article_list.state_changed.connect(sidebar.set_state)
    article_list.waiting_changed.connect(sidebar.set_new_count)
    article_list.current_changed.connect(sidebar.select)
    article_list.shown.connect(front.status.update)
    sidebar.new_items_wanted.connect(article_list.show_waiting)
    front.status.changed.connect(sidebar.set_status)


def connect_article(front: Foreground) -> None:
    """An article that is chosen is opened, shown and selected."""
    reader, window = front.reader, front.window
    window.sidebar.article_chosen.connect(reader.open)
    window.sidebar.article_opened.connect(reader.open)
    window.sidebar.article_opened.connect(window.read)
    window.article.story_chosen.connect(reader.open)
    window.back_wanted.connect(reader.go_back)
    reader.page_ready.connect(window.show_page)
    reader.opened.connect(front.article_list.on_opened)
    reader.opened.connect(window.actions_.set_article)
    reader.history_changed.connect(window.set_can_go_back)


def connect_look(front: Foreground) -> None:
    """Every age follows the clock; what is no widget follows colours, sizes and language."""
    appearance, actions = front.appearance, front.window.actions_
    front.minute_clock.ticked.connect(front.model.tick)
    front.minute_clock.ticked.connect(front.status.update)
    front.minute_clock.ticked.connect(front.reader.tick)
    actions.larger.triggered.connect(appearance.enlarge)
    actions.smaller.triggered.connect(appearance.reduce)
    actions.normal_size.triggered.connect(appearance.reset_size)
    actions.mode_chosen.connect(appearance.set_mode)
    front.window.article.size_step_wanted.connect(appearance.step_size)
    appearance.mode_changed.connect(actions.set_mode)
    appearance.look_changed.connect(front.reader.set_look)
    appearance.language_changed.connect(front.notices.retranslate)
    appearance.language_changed.connect(front.model.tick)
    appearance.language_changed.connect(front.article_list.describe)
    appearance.language_changed.connect(front.status.update)


def connect_window(front: Foreground) -> None:
    """The window shows notices, and keeps its place."""
    window, notices = front.window, front.notices
    notices.notice.connect(window.notices.show_notice)
    notices.reworded.connect(window.notices.reword)
    window.notices.action_chosen.connect(notices.perform)
    window.closing.connect(front.settings.store_window)
    window.closing.connect(window.article.report_position)
    window.actions_.quit.triggered.connect(window.close)
