"""Every connection between objects that do not know each other, and no decision."""
