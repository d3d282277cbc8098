"""Prints what a screen reader sees of a process, as JSON.

Reads the numbers of processes from its input, one a line, and answers each with a line; "heard"
asks for what was announced, and what came to have the keyboard, since the last such question.
Run by the system's own Python, because python3-pyatspi belongs to that one. Nothing of
the project is imported here, and nothing but this script imports pyatspi.
"""

import json
import sys

import pyatspi
from gi.repository import GLib

HEARD = []
MOST_CHILDREN = 40  # of a list of thousands, the first rows will do
STATES = {
    "showing": pyatspi.STATE_SHOWING,
    "focused": pyatspi.STATE_FOCUSED,
    "enabled": pyatspi.STATE_ENABLED,
    "selected": pyatspi.STATE_SELECTED,
    "checked": pyatspi.STATE_CHECKED,
}


def node(accessible):
    """Return one element and everything in it; what is not in view is only named."""
    states = accessible.getState()
    attributes = dict(pair.split(":", 1) for pair in accessible.getAttributes())
    names = [name for name, state in STATES.items() if states.contains(state)]
    is_shown = "showing" in names
    return {
        "role": accessible.getRoleName(),
        "name": accessible.name,
        "description": accessible.description if is_shown else "",
        "states": names,
        "level": int(attributes.get("level", 0)),
        "text": text_of(accessible) if is_shown else "",
        "box": box_of(accessible) if is_shown else None,
        "children": children_of(accessible) if is_shown else [],
    }


def children_of(accessible):
    """Return what is in an element."""
    places = range(min(accessible.childCount, MOST_CHILDREN))
    children = [accessible.getChildAtIndex(place) for place in places]
    return [node(child) for child in children if child is not None]


def text_of(accessible):
    """Return the text that can be read in an element, "" if it holds none."""
    try:
        text = accessible.queryText()
        return text.getText(0, text.characterCount)
    except (NotImplementedError, RuntimeError):
        return ""


def box_of(accessible):
    """Return left, top, width and height on the screen, None for what has no place."""
    try:
        box = accessible.queryComponent().getExtents(pyatspi.DESKTOP_COORDS)
    except (NotImplementedError, RuntimeError):
        return None
    return [box.x, box.y, box.width, box.height]


def tree_of(process_id):
    """Return the windows of a process as they are now, [] while it has none."""
    while GLib.MainContext.default().iteration(False):
        pass
    desktop = pyatspi.Registry.getDesktop(0)
    desktop.clear_cache()
    for application in desktop:
        if application is not None and application.get_process_id() == process_id:
            application.clear_cache()
            return node(application)["children"]
    return []


def listen():
    """Note from now on what a screen reader would say of itself."""
    told = pyatspi.Registry.registerEventListener
    told(lambda event: HEARD.append(["says", str(event.any_data)]), "object:announcement")
    told(on_focus, "object:state-changed:focused")


def on_focus(event):
    """Note what came to have the keyboard."""
    if event.detail1 and event.source is not None:
        HEARD.append([event.source.getRoleName(), event.source.name])


def heard():
    """Return what was noted since the last question, and forget it."""
    while GLib.MainContext.default().iteration(False):
        pass
    noted, HEARD[:] = list(HEARD), []
    return noted


def answer(line):
    """Return as JSON what `line` asks: the windows of a process by its number, or "heard"."""
    try:
        if line.strip() == "heard":
            return json.dumps(heard())
        return json.dumps(tree_of(int(line)))
    except GLib.Error:  # it went away, or changed under the eyes: the next look will tell
        return "[]"


if __name__ == "__main__":
    listen()
    for line in sys.stdin:
        print(answer(line), flush=True)
