"""Every connection between objects that do not know each other.

`window` is made before the first paint, `work` after it.
"""
