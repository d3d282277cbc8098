"""What dunst is told, where its notifications are clicked."""

# The name of notification servers on the bus.
NOTIFIER = "org.freedesktop.Notifications"
# A left click does what the notification is for; see dunst(5).
CONFIGURATION = """[global]
    monitor = 0
    origin = top-left
    offset = 20x20
    width = 400
    height = 200
    mouse_left_click = do_action, close_current
    idle_threshold = 0
"""
