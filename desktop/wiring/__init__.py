"""Every connection between objects that do not know each other, and no decision.

`foreground` is connected before the first paint, all else after it.
"""
